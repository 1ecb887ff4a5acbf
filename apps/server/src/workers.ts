import type { Deps } from './deps.ts';
import { startMakingStudies } from './features/arrivals/index.ts';
import { startSealing } from './features/audit/index.ts';
import { startSendingCaptures } from './features/captures/index.ts';
import { startForgettingEphemeral } from './features/ephemeral/index.ts';
import { startMailing } from './features/mail/index.ts';
import { startRendering } from './features/report-pdf/index.ts';
import { startDelivering, startPruning } from './features/webhooks/index.ts';
import { startForgetting } from './platform/http/index.ts';

/** Starts everything that works behind the requests. The queue's own jobs end with the queue; the rest ends with `stop`. */
export async function startWorkers(deps: Deps): Promise<{ stop(): Promise<void> }> {
  await startRendering(deps);
  await startDelivering(deps);
  await startMakingStudies(deps);
  await startSendingCaptures(deps);
  await startMailing(deps);
  const looping = [startSealing(deps), startPruning(deps), startForgetting(deps), startForgettingEphemeral(deps)];
  return { stop: async () => void (await Promise.all(looping.map((loop) => loop.stop()))) };
}
