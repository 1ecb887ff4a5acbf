import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys } from '../../platform/db/schema.ts';

export type KeyRow = typeof apiKeys.$inferSelect;

/** False where the same key exists already, in whichever clinic. */
export async function insertKey(tx: Tx, key: typeof apiKeys.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(apiKeys).values(key).onConflictDoNothing().returning({ id: apiKeys.id });
  return inserted.length > 0;
}

export async function selectKeys(tx: Tx): Promise<KeyRow[]> {
  return tx.select().from(apiKeys).orderBy(asc(apiKeys.createdAt));
}

/** The clinic of the key that was revoked, or null where there is no active one with that id. */
export async function markRevoked(tx: Tx, id: string, at: Date): Promise<string | null> {
  const [revoked] = await tx
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ clinicId: apiKeys.clinicId });
  return revoked?.clinicId ?? null;
}
