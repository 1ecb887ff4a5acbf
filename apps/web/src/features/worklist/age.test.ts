import { expect, test } from 'vitest';
import { ageTone, formatAge } from './age.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [0, '00:00'],
  [59_999, '00:00'],
  [7 * MINUTE, '00:07'],
  [13 * HOUR + 45 * MINUTE, '13:45'],
  [24 * HOUR - 1, '23:59'],
  [24 * HOUR, '1d 0h'],
  [51 * HOUR + 30 * MINUTE, '2d 3h'],
  [400 * 24 * HOUR, '400d 0h'],
  [-5 * MINUTE, '00:00'],
])('an age of %d ms reads %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});

test.each([
  ['stat', 29 * MINUTE, 'calm'],
  ['stat', 30 * MINUTE, 'due'],
  ['stat', 60 * MINUTE, 'late'],
  ['high', 60 * MINUTE, 'calm'],
  ['high', 2 * HOUR, 'due'],
  ['high', 4 * HOUR, 'late'],
  ['normal', 23 * HOUR, 'calm'],
  ['normal', 24 * HOUR, 'due'],
  ['normal', 48 * HOUR, 'late'],
] as const)('a %s study of %d ms is %s', (severity, ms, tone) => {
  expect(ageTone(ms, severity)).toBe(tone);
});
