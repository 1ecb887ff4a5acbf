import type { Tx } from '../../platform/db/connection.ts';
import { endAccess } from '../sessions/index.ts';
import { hasNeverJoined } from './repository.ts';

/** Ends what a link opened for somebody whose only invitation was withdrawn or declined; whoever came in before goes on. */
export async function endWithoutJoining(tx: Tx, userId: string, now: Date): Promise<void> {
  if (await hasNeverJoined(tx, userId)) await endAccess(tx, userId, now);
}
