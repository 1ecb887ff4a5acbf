import type { Deps } from '../../deps.ts';
import { sealAudit } from './service.ts';

const PAUSE_MS = 500;

/** Seals again and again until stopped; stopping seals once more, so that a clean stop leaves nothing open. */
export function startSealing(deps: Deps): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const round = async (from: 'recent' | 'all') => {
    await sealAudit(deps.db, from).catch((err: unknown) => deps.log.error({ err }, 'sealing the audit log failed; it is tried again'));
  };
  const loop = (async () => {
    await round('all');
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PAUSE_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      await round('recent');
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}
