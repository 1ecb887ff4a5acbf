import { expect, test } from 'vitest';
import { gather } from './index.ts';

/** A work whose runs end one by one, as the test says. */
function stepwise() {
  const runs: { items: string[]; end(results?: string[]): void; fail(error: Error): void }[] = [];
  const work = (items: string[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    runs.push({ items, end: (results = items.map((item) => `${item}!`)) => resolve(results), fail: reject });
    return promise;
  };
  return { runs, work, itemsOf: () => runs.map(({ items }) => items) };
}

test('the first goes at once, what comes meanwhile goes together, and each gets its own result', async () => {
  const { runs, work, itemsOf } = stepwise();
  const give = gather(work, { most: 10 });
  const results = ['a', 'b', 'c'].map((item) => give(item));
  expect(itemsOf()).toEqual([['a']]);
  runs[0]?.end();
  expect(await results[0]).toBe('a!');
  expect(itemsOf()).toEqual([['a'], ['b', 'c']]);
  const late = give('d');
  runs[1]?.end(['first', 'second']);
  expect(await Promise.all(results.slice(1))).toEqual(['first', 'second']);
  runs[2]?.end();
  expect(await late).toBe('d!');
  const again = give('e');
  runs[3]?.end();
  expect(await again).toBe('e!');
  expect(itemsOf()).toEqual([['a'], ['b', 'c'], ['d'], ['e']]);
});

test('no run has more than the most, and no more runs than allowed are under way', async () => {
  const { runs, work, itemsOf } = stepwise();
  const give = gather(work, { most: 2, atOnce: 2 });
  const results = ['a', 'b', 'c', 'd', 'e'].map((item) => give(item));
  expect(itemsOf()).toEqual([['a'], ['b']]);
  runs[1]?.end();
  expect(await results[1]).toBe('b!');
  expect(itemsOf()).toEqual([['a'], ['b'], ['c', 'd']]);
  runs[0]?.end();
  expect(await results[0]).toBe('a!');
  runs[2]?.end();
  runs[3]?.end();
  expect(await Promise.all(results)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
  expect(itemsOf()).toHaveLength(4);
});

test('a failure is that of its own run: the next one goes on', async () => {
  const { runs, work } = stepwise();
  const give = gather(work, { most: 10 });
  const results = ['a', 'b', 'c'].map((item) => give(item));
  runs[0]?.fail(new Error('no'));
  await expect(results[0]).rejects.toThrow('no');
  runs[1]?.end();
  expect(await Promise.all(results.slice(1))).toEqual(['b!', 'c!']);
});

test('groups do not wait for each other and do not mix', async () => {
  const { runs, work, itemsOf } = stepwise();
  const give = gather(work, { most: 10 });
  const results = [give('a', 'one'), give('b', 'two'), give('c', 'one'), give('d', 'two')];
  expect(itemsOf()).toEqual([['a'], ['b']]);
  runs[1]?.end();
  expect(await results[1]).toBe('b!');
  expect(itemsOf()).toEqual([['a'], ['b'], ['d']]);
  for (const run of runs) run.end();
  expect(await results[0]).toBe('a!');
  runs[3]?.end();
  expect(await Promise.all(results)).toEqual(['a!', 'b!', 'c!', 'd!']);
});
