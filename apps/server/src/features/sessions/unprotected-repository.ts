import { and, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { sessions, users } from '../../platform/db/schema.ts';

/** Ends the living sign-ins of everybody in the clinic who has a password and no second factor. @returns their ids. */
export async function endUnprotected(tx: Tx, clinicId: string, now: Date): Promise<string[]> {
  const unprotected = tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.clinicId, clinicId), isNotNull(users.passwordHash), isNull(users.totpConfirmedAt)));
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.kind, 'full'), isNull(sessions.revokedAt), gt(sessions.expiresAt, now), inArray(sessions.userId, unprotected)))
    .returning({ id: sessions.id });
  return ended.map(({ id }) => id);
}
