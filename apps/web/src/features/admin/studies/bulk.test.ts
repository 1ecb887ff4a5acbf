import { expect, test } from 'vitest';
import { runOneByOne } from './bulk.ts';

const never = new AbortController().signal;

test('each gets its turn, one after the other; a refusal stops nobody else', async () => {
  const log: string[] = [];
  const outcomes = await runOneByOne(
    ['a', 'b', 'c'],
    async (item) => {
      log.push(`begin ${item}`);
      await Promise.resolve();
      log.push(`end ${item}`);
      if (item === 'b') throw new Error('refused');
    },
    { signal: never, onOutcome: (item, { state }) => log.push(`${item} ${state}`) },
  );
  expect(outcomes.map(({ state }) => state)).toEqual(['done', 'failed', 'done']);
  expect(outcomes[1]).toMatchObject({ error: new Error('refused') });
  expect(log).toEqual(['begin a', 'end a', 'a done', 'begin b', 'end b', 'b failed', 'begin c', 'end c', 'c done']);
});

test('once stopped nothing new begins, and what has begun counts', async () => {
  const stop = new AbortController();
  const begun: number[] = [];
  const outcomes = await runOneByOne(
    [1, 2, 3],
    async (item) => {
      begun.push(item);
      if (item === 2) stop.abort();
    },
    { signal: stop.signal, onOutcome: () => undefined },
  );
  expect(outcomes.map(({ state }) => state)).toEqual(['done', 'done', 'stopped']);
  expect(begun).toEqual([1, 2]);
});
