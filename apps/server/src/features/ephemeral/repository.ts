import { randomUUID } from 'node:crypto';
import { and, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accessTokens, apiKeys, ephemeralSessions } from '../../platform/db/schema.ts';

export type EphemeralRow = typeof ephemeralSessions.$inferSelect;

export async function insertEphemeral(
  tx: Tx,
  fields: Pick<EphemeralRow, 'clinicId' | 'apiKeyId' | 'product' | 'retrievalId' | 'hangingProtocol' | 'optionsText'>,
): Promise<string> {
  const id = randomUUID();
  await tx.insert(ephemeralSessions).values({ id, ...fields });
  return id;
}

/** The access that a browser session opened and that still holds: the one with this id, or the one opened last. Null where its key was revoked. */
export async function findOpened(tx: Tx, sessionId: string, id: string | undefined, now: Date): Promise<EphemeralRow | null> {
  const [row] = await tx
    .select({ ephemeral: ephemeralSessions })
    .from(ephemeralSessions)
    .innerJoin(apiKeys, and(eq(apiKeys.id, ephemeralSessions.apiKeyId), isNull(apiKeys.revokedAt)))
    .where(
      and(
        eq(ephemeralSessions.sessionId, sessionId),
        gt(ephemeralSessions.expiresAt, now),
        id === undefined ? undefined : eq(ephemeralSessions.id, id),
      ),
    )
    .orderBy(desc(ephemeralSessions.openedAt))
    .limit(1);
  return row?.ephemeral ?? null;
}

/** Forgets up to `limit` of this clinic's that are older than so many hours, with their links: what was asked for may name a patient. */
export async function forgetOld(tx: Tx, clinicId: string, hours: number, limit: number): Promise<void> {
  const old = await tx
    .select({ id: ephemeralSessions.id })
    .from(ephemeralSessions)
    .where(and(eq(ephemeralSessions.clinicId, clinicId), lt(ephemeralSessions.createdAt, sql`now() - make_interval(hours => ${hours})`)))
    .limit(limit)
    .for('update', { skipLocked: true });
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  await tx.delete(accessTokens).where(inArray(accessTokens.ephemeralSessionId, ids));
  await tx.delete(ephemeralSessions).where(inArray(ephemeralSessions.id, ids));
}
