/** What became of one of many: done, refused (why), or not begun because it was stopped before. */
export type Outcome = { state: 'done' } | { state: 'failed'; error: unknown } | { state: 'stopped' };

/**
 * Does `work` for one after the other, so that a hundred studies do not crowd out those who read. Where one is refused the others still follow; once `signal` is aborted nothing
 * new begins, and what has begun is waited for. `onOutcome` hears of each as it ends. @returns the outcomes in the order of the items. Never throws.
 */
export async function runOneByOne<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  { signal, onOutcome }: { signal: AbortSignal; onOutcome: (item: Item, outcome: Outcome) => void },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const outcome = signal.aborted ? ({ state: 'stopped' } as const) : await attempt(() => work(item));
    outcomes.push(outcome);
    onOutcome(item, outcome);
  }
  return outcomes;
}

async function attempt(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    await work();
    return { state: 'done' };
  } catch (error) {
    return { state: 'failed', error };
  }
}
