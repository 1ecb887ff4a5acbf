import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/connection.ts';
import type { Log } from '../log/index.ts';
import { forgetExpiredAnswers } from './idempotency.ts';

const PAUSE_MS = 10 * 60_000;

/** Forgets expired answers to Idempotency-Keys at once and every ten minutes until stopped: they hold PHI, sealed. */
export function startForgetting({ db, log }: { db: Database; log: Log }): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const loop = (async () => {
    while (!stopped.signal.aborted) {
      await forgetExpiredAnswers(db).catch((err: unknown) => log.error({ err }, 'forgetting expired answers failed; it is tried again'));
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
