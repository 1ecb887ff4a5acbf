import { beforeEach, expect, test } from 'vitest';
import { type CircuitBreaker, createCircuitBreaker } from './circuit.ts';

let now: number;
let breaker: CircuitBreaker;
beforeEach(() => {
  now = 1000;
  breaker = createCircuitBreaker({ threshold: 3, pauseMs: 500 }, () => now);
});

function fail(receiver: string, times: number): void {
  for (let each = 0; each < times; each += 1) {
    expect(breaker.enter(receiver)).toBe(true);
    breaker.settle(receiver, false);
  }
}

test('it opens after so many failures in a row, for that receiver alone', () => {
  fail('a', 3);
  expect([breaker.enter('a'), breaker.enter('b')]).toEqual([false, true]);
});

test('a success in between starts the count again', () => {
  fail('a', 2);
  breaker.settle('a', true);
  fail('a', 2);
  expect(breaker.enter('a')).toBe(true);
});

test('after the pause one call tries: its success closes, its failure reopens', () => {
  fail('a', 3);
  now += 500;
  expect([breaker.enter('a'), breaker.enter('a')]).toEqual([true, false]);
  breaker.settle('a', false);
  expect(breaker.enter('a')).toBe(false);
  now += 500;
  expect(breaker.enter('a')).toBe(true);
  breaker.settle('a', true);
  expect([breaker.enter('a'), breaker.enter('a')]).toEqual([true, true]);
});
