import { expect, test } from 'vitest';
import { unreadable } from './unreadable.ts';

const field = (type: string, badInput: boolean) => ({ type, validity: { badInput } });

test('what the browser cannot read is said in words of the field', () => {
  expect(unreadable(field('date', true))).toBe('Enter a whole date.');
  expect(unreadable(field('time', true))).toBe('Enter a whole time.');
  expect(unreadable(field('number', true))).toBe('Enter a number.');
});

test('an empty field is nothing unreadable', () => {
  expect(unreadable(field('date', false))).toBeUndefined();
  expect(unreadable(field('text', false))).toBeUndefined();
});
