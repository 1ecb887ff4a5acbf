import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log/index.ts';

/** How often, and what the log says of a round that failed: the next one tries again. */
export interface Recurrence {
  pauseMs: number;
  failure: string;
}

/** Runs a round of work now and after each pause until stopped; stopping waits for the round that runs. Several processes may. */
export function startRecurring(log: Log, { pauseMs, failure }: Recurrence, round: () => Promise<unknown>): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const loop = (async () => {
    while (!stopped.signal.aborted) {
      await round().catch((err: unknown) => log.error({ err }, `${failure}; it is tried again`));
      await sleep(pauseMs, undefined, { signal: stopped.signal }).catch(() => {}); // stopped
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await loop;
    },
  };
}
