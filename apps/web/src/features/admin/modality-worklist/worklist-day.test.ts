import { expect, test } from 'vitest';
import { readableDay, readableTime, today } from './worklist-day.ts';

test('days and times as people write them', () => {
  expect(today(new Date(2026, 0, 5))).toBe('2026-01-05');
  expect([readableDay('20260603'), readableDay('')]).toEqual(['2026-06-03', '']);
  expect([readableTime('101530.25'), readableTime('1015'), readableTime('10'), readableTime('')]).toEqual(['10:15', '10:15', '10:00', '']);
});
