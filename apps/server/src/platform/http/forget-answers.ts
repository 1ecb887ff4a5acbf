import type { Database } from '../db/connection.ts';
import type { Log } from '../log/index.ts';
import { startRecurring } from '../recurring/index.ts';
import { forgetExpiredAnswers } from './kept-answers.ts';

/** Forgets expired answers to Idempotency-Keys at once and every ten minutes until stopped: they hold PHI, sealed. */
export function startForgetting({ db, log }: { db: Database; log: Log }): { stop(): Promise<void> } {
  return startRecurring(log, { pauseMs: 10 * 60_000, failure: 'forgetting expired answers failed' }, () => forgetExpiredAnswers(db));
}
