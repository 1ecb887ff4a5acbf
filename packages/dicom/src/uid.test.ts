import { expect, test } from 'vitest';
import { isValidUid, trimUid } from './uid.ts';

test.each([
  '1.2.840.10008.1.2',
  '2.25.329800735698586629295641978511506172918',
  '0.0.0.0.2.8811.20010413115754.12432',
  `1.${'2'.repeat(62)}`,
])('takes %s', (uid) => {
  expect(isValidUid(uid)).toBe(true);
});

test.each(['', '1.02.3', '1..2', '.1', '1.', '1.2.abc', '1.2 ', `1.${'2'.repeat(63)}`])('refuses "%s"', (uid) => {
  expect(isValidUid(uid)).toBe(false);
});

test('takes off padding: the NUL of the standard and the spaces of the real world', () => {
  expect(trimUid('1.2.3\0')).toBe('1.2.3');
  expect(trimUid('1.2.3 \0\0')).toBe('1.2.3');
});
