import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test.each([
  ['/admin/studies?status=completed', 'Back to the studies'],
  ['/admin/audit', 'Back to the audit log'],
  ['/admin/viewer-studies', 'Back to the viewer studies'],
  ['/admin/studies/stu_1', 'Back to Administration'],
  ['/?status=signed', 'Back to the worklist'],
])('a study that was opened from %s leads back there', (address, label) => {
  const state = { words: 'Hugo' };
  expect(wayBack({ cameFrom: { address, state } })).toEqual({ address, state, label });
});

test.each([null, {}, { cameFrom: null }, { cameFrom: { address: 7 } }, { cameFrom: { address: '//elsewhere.example' } }])(
  'opened any other way (%j) it leads to the worklist',
  (state) => expect(wayBack(state)).toEqual({ address: '/', state: null, label: 'Back to the worklist' }),
);
