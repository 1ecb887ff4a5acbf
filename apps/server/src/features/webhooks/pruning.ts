import type { Deps } from '../../deps.ts';
import { pruneEvents } from './repository.ts';

/** How long the log of webhooks is kept. */
const KEPT_DAYS = 30;
const BATCH = 1000;
const PAUSE_MS = 3600_000;

/** Removes what is older than 30 days, but nothing that is still to be delivered. @returns how many events. */
export async function pruneLog(deps: Pick<Deps, 'db'>): Promise<number> {
  let total = 0;
  for (;;) {
    const pruned = await deps.db.asSystem((tx) => pruneEvents(tx, KEPT_DAYS, BATCH));
    total += pruned;
    if (pruned < BATCH) return total;
  }
}

/** Prunes now and every hour until stopped. Several processes may. */
export function startPruning(deps: Pick<Deps, 'db' | 'log'>): { stop(): Promise<void> } {
  const round = () =>
    pruneLog(deps).then(
      () => {},
      (err: unknown) => deps.log.error({ err }, 'pruning the log of webhooks failed; it is tried again'),
    );
  let running = round();
  const timer = setInterval(() => {
    running = running.then(round);
  }, PAUSE_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
