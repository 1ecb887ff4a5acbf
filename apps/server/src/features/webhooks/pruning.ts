import type { Deps } from '../../deps.ts';
import { startRecurring } from '../../platform/recurring/index.ts';
import { pruneEvents } from './repository.ts';

/** How long the log of webhooks is kept. */
const KEPT_DAYS = 30;
const BATCH = 1000;

/** Removes what is older than 30 days, but nothing that is still to be delivered. @returns how many events. */
export async function pruneLog(deps: Pick<Deps, 'db'>): Promise<number> {
  let total = 0;
  for (;;) {
    const pruned = await deps.db.asSystem((tx) => pruneEvents(tx, KEPT_DAYS, BATCH));
    total += pruned;
    if (pruned < BATCH) return total;
  }
}

/** Prunes now and every hour until stopped. */
export function startPruning(deps: Pick<Deps, 'db' | 'log'>): { stop(): Promise<void> } {
  return startRecurring(deps.log, { pauseMs: 3600_000, failure: 'pruning the log of webhooks failed' }, () => pruneLog(deps));
}
