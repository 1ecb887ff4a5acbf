import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys } from '../../platform/db/schema.ts';

/** The keys of a clinic that know what scanners are to do, oldest first. */
export function worklistKeys(tx: Tx, clinicId: string): Promise<{ apiKeyId: string; description: string }[]> {
  return tx
    .select({ apiKeyId: apiKeys.id, description: apiKeys.description })
    .from(apiKeys)
    .where(and(eq(apiKeys.clinicId, clinicId), isNull(apiKeys.revokedAt), isNotNull(apiKeys.modalityWorklistWebhookUrl)))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
}
