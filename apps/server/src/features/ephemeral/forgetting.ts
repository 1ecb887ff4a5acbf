import type { Deps } from '../../deps.ts';
import { startRecurring } from '../../platform/recurring/index.ts';
import { forgetOld } from './repository.ts';

/** Longer than any of them can be looked at. */
const KEPT_HOURS = 24;
const BATCH = 500;

/** Forgets ephemeral sessions that are over, now and every ten minutes until stopped. */
export function startForgettingEphemeral({ db, log }: Pick<Deps, 'db' | 'log'>): { stop(): Promise<void> } {
  return startRecurring(log, { pauseMs: 10 * 60_000, failure: 'forgetting ephemeral sessions failed' }, async () => {
    while ((await db.asSystem((tx) => forgetOld(tx, KEPT_HOURS, BATCH))) === BATCH);
  });
}
