import { and, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { sessions, users } from '../../platform/db/schema.ts';
import { notifySessionsEnded } from '../principal/index.ts';

/**
 * Ends the sign-ins of everybody in the clinic who has a password and no second factor, with their streams: the next sign-in asks them to set one up. What a link opened goes
 * on. @returns how many ended.
 */
export async function endUnprotectedSessions(tx: Tx, clinicId: string, now: Date): Promise<number> {
  const unprotected = tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.clinicId, clinicId), isNotNull(users.passwordHash), isNull(users.totpConfirmedAt)));
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.kind, 'full'), isNull(sessions.revokedAt), gt(sessions.expiresAt, now), inArray(sessions.userId, unprotected)))
    .returning({ id: sessions.id });
  await notifySessionsEnded(
    tx,
    ended.map(({ id }) => id),
  );
  return ended.length;
}
