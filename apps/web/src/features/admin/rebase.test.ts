import { expect, test } from 'vitest';
import { rebase } from './rebase.ts';

const before = { name: 'North', city: 'Bay', metadata: [{ key: 'site' }] };

test('what was typed stays, what was not touched follows what somebody else saved', () => {
  const typed = { ...before, name: 'North wing' };
  expect(rebase(before, typed, { name: 'Northern', city: 'Springfield', metadata: [] })).toEqual({
    name: 'North wing',
    city: 'Springfield',
    metadata: [],
  });
});

test('a list that was changed stays as a whole', () => {
  const typed = { ...before, metadata: [{ key: 'site' }, { key: 'room' }] };
  expect(rebase(before, typed, { ...before, metadata: [] }).metadata).toEqual(typed.metadata);
});
