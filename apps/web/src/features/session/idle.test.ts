import { expect, test } from 'vitest';
import { idleState, mustTell } from './idle.ts';

const MINUTE = 60_000;

test('nothing for the minutes of the clinic ends the sign-in; a minute before that somebody is asked', () => {
  expect(idleState(0, 13 * MINUTE, 15)).toEqual({ is: 'active' });
  expect(idleState(0, 14 * MINUTE, 15)).toEqual({ is: 'warned', secondsLeft: 60 });
  expect(idleState(0, 15 * MINUTE - 1, 15)).toEqual({ is: 'warned', secondsLeft: 1 });
  expect(idleState(0, 15 * MINUTE, 15)).toEqual({ is: 'over' });
});

test('a computer that slept over the end wakes up signed out', () => {
  expect(idleState(0, 24 * 60 * MINUTE, 720)).toEqual({ is: 'over' });
});

test('work in the page alone is told to the server once a minute', () => {
  expect(mustTell(0, MINUTE - 1)).toBe(false);
  expect(mustTell(0, MINUTE)).toBe(true);
});
