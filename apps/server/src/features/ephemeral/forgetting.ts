import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../deps.ts';
import { forgetOld } from './repository.ts';

/** Longer than any of them can be looked at. */
const KEPT_HOURS = 24;
const PAUSE_MS = 10 * 60_000;
const BATCH = 500;

/** Forgets ephemeral sessions that are over, now and every ten minutes until stopped. Several processes may. */
export function startForgettingEphemeral({ db, log }: Pick<Deps, 'db' | 'log'>): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const loop = (async () => {
    while (!stopped.signal.aborted) {
      await forgetAll(db).catch((err: unknown) => log.error({ err }, 'forgetting ephemeral sessions failed; it is tried again'));
      await sleep(PAUSE_MS, undefined, { signal: stopped.signal }).catch(() => {}); // stopped
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await loop;
    },
  };
}

async function forgetAll(db: Deps['db']): Promise<void> {
  while ((await db.asSystem((tx) => forgetOld(tx, KEPT_HOURS, BATCH))) === BATCH);
}
