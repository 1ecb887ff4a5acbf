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

/** Forgets up to `limit`, of whichever clinic, that are older than so many hours, with their links: what was asked for may name a patient. @returns how many. */
export async function forgetOld(tx: Tx, hours: number, limit: number): Promise<number> {
  const old = await tx
    .select({ id: ephemeralSessions.id })
    .from(ephemeralSessions)
    .where(lt(ephemeralSessions.createdAt, sql`now() - make_interval(hours => ${hours})`))
    .limit(limit)
    .for('update', { skipLocked: true });
  const ids = old.map(({ id }) => id);
  await tx.delete(accessTokens).where(inArray(accessTokens.ephemeralSessionId, ids));
  await tx.delete(ephemeralSessions).where(inArray(ephemeralSessions.id, ids));
  return ids.length;
}
