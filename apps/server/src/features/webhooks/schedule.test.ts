import { expect, test } from 'vitest';
import { RETRY_PAUSES_MS, retryAfterMs, withJitter } from './schedule.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

// The forms of RFC 9110 10.2.3: delay-seconds, and the three HTTP-date forms of 5.6.7.
test.each([
  ['120', 120_000],
  ['0', null],
  ['Sun, 01 Mar 2026 12:02:00 GMT', 120_000],
  ['Sunday, 01-Mar-26 12:02:00 GMT', 120_000],
  ['Sun Mar  1 12:02:00 2026 GMT', 120_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', null],
  ['999999999', 24 * 3_600_000],
  ['soon', null],
  ['-5', null],
  ['', null],
  [undefined, null],
])('retry-after %j asks for %s ms', (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});

test('the pauses grow and spread over about three days', () => {
  expect(RETRY_PAUSES_MS).toEqual([...RETRY_PAUSES_MS].sort((a, b) => a - b));
  const days = RETRY_PAUSES_MS.reduce((sum, pause) => sum + pause, 0) / 86_400_000;
  expect(days).toBeGreaterThan(2.5);
  expect(days).toBeLessThan(4);
});

test('jitter makes a pause longer by at most a tenth, never shorter', () => {
  expect([withJitter(1000, 0), withJitter(1000, 0.5), withJitter(1000, 0.999)]).toEqual([1000, 1050, 1100]);
});
