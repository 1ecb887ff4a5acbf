import type { WebhookUrlField } from '@readroom/contract';
import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys } from '../../platform/db/schema.ts';

export type KeyRow = typeof apiKeys.$inferSelect;
export type KeyChange = Partial<Pick<KeyRow, 'description' | 'isViewerEnabled' | 'isClinicalContextEnrichmentEnabled' | WebhookUrlField>>;

/** A key that is in use: of one clinic, or of any for the operator (`clinicId` null). */
function active(id: string, clinicId: string | null): SQL | undefined {
  return and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt), clinicId === null ? undefined : eq(apiKeys.clinicId, clinicId));
}

/** Null where the same key exists already, in whichever clinic. */
export async function insertKey(tx: Tx, key: typeof apiKeys.$inferInsert): Promise<KeyRow | null> {
  const [row] = await tx.insert(apiKeys).values(key).onConflictDoNothing().returning();
  return row ?? null;
}

/** Oldest first, the revoked ones too. */
export async function selectKeys(tx: Tx, clinicId: string | null): Promise<KeyRow[]> {
  return tx
    .select()
    .from(apiKeys)
    .where(clinicId === null ? undefined : eq(apiKeys.clinicId, clinicId))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
}

export async function findActiveKey(tx: Tx, id: string, clinicId: string | null): Promise<KeyRow | null> {
  const [row] = await tx.select().from(apiKeys).where(active(id, clinicId));
  return row ?? null;
}

/** Null where there is no such key in use. */
export async function updateKey(
  tx: Tx,
  id: string,
  clinicId: string | null,
  change: KeyChange | { revokedAt: Date },
): Promise<KeyRow | null> {
  const [row] = await tx.update(apiKeys).set(change).where(active(id, clinicId)).returning();
  return row ?? null;
}

/** In one statement, so that the secret that goes is the one that stood. Null where there is no such key in use. */
export async function replaceSecret(
  tx: Tx,
  id: string,
  clinicId: string | null,
  secret: { sealed: Uint8Array; previousExpiresAt: Date },
): Promise<KeyRow | null> {
  const [row] = await tx
    .update(apiKeys)
    .set({
      webhookSecretSealed: secret.sealed,
      previousWebhookSecretSealed: sql`${apiKeys.webhookSecretSealed}`,
      previousWebhookSecretExpiresAt: secret.previousExpiresAt,
    })
    .where(active(id, clinicId))
    .returning();
  return row ?? null;
}
