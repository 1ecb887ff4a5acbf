import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accessTokens, accountTickets } from '../../platform/db/schema.ts';
import { notifySessionsEnded } from '../principal/index.ts';
import { endSessionsOfUser } from './repository.ts';

/** Ends every session of a user with its streams, and uses up every link and ticket that would start one. @returns how many sessions ended. */
export async function endAccess(tx: Tx, userId: string, now: Date): Promise<number> {
  const ended = await endSessionsOfUser(tx, userId, now);
  await tx
    .update(accessTokens)
    .set({ usedAt: now })
    .where(and(eq(accessTokens.userId, userId), isNull(accessTokens.usedAt)));
  await tx
    .update(accountTickets)
    .set({ usedAt: now })
    .where(and(eq(accountTickets.userId, userId), isNull(accountTickets.usedAt)));
  await notifySessionsEnded(tx, ended);
  return ended.length;
}
