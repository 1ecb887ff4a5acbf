import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

const never = () => new AbortController().signal;

/** What is settled by now. */
async function isTaken(slot: Promise<unknown>): Promise<boolean> {
  return Promise.race([slot.then(() => true), new Promise<false>((resolve) => setImmediate(() => resolve(false)))]);
}

test('no more at once than each owner, and all of them, may have', async () => {
  const slots = createSlots({ total: 3, perOwner: 2, waitingPerOwner: 10 });
  const freeA = await slots.take('a', never());
  await slots.take('a', never());
  const thirdOfA = slots.take('a', never());
  expect(await isTaken(thirdOfA)).toBe(false);
  const freeB = await slots.take('b', never());
  const secondOfB = slots.take('b', never());
  expect(await isTaken(secondOfB)).toBe(false);
  freeA();
  expect(await isTaken(thirdOfA)).toBe(true);
  expect(await isTaken(secondOfB)).toBe(false);
  freeB();
  expect(await isTaken(secondOfB)).toBe(true);
});

test('whoever leaves while waiting takes no slot', async () => {
  const slots = createSlots({ total: 1, perOwner: 1, waitingPerOwner: 10 });
  const free = await slots.take('a', never());
  const gone = new AbortController();
  const left = slots.take('a', gone.signal);
  const next = slots.take('a', never());
  gone.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  free();
  expect(await isTaken(next)).toBe(true);
});

test('who leaves in the turn in which a slot comes free takes none either', async () => {
  const slots = createSlots({ total: 2, perOwner: 2, waitingPerOwner: 10 });
  const gone = new AbortController();
  const frees = [await slots.take('a', never()), await slots.take('a', never())];
  const left = [slots.take('a', gone.signal), slots.take('a', gone.signal)];
  const next = slots.take('b', never());
  for (const free of frees) free();
  gone.abort(new Error('gone'));
  for (const one of left) await expect(one).rejects.toThrow('gone');
  expect(await isTaken(next)).toBe(true);
});

test('too many that wait are refused', async () => {
  const slots = createSlots({ total: 1, perOwner: 1, waitingPerOwner: 1 });
  await slots.take('a', never());
  void slots.take('a', never());
  await expect(slots.take('a', never())).rejects.toMatchObject({ code: 'too_many_requests' });
});
