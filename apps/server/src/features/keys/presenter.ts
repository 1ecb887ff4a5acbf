import { type AdminKey, eachWebhookUrl } from '@readroom/contract';
import type { KeyRow } from './repository.ts';

/** The only way from a key's row to JSON: neither its hash nor its secrets leave. */
export function presentKey(row: KeyRow, now: Date): AdminKey {
  const previous = row.previousWebhookSecretExpiresAt;
  return {
    apiKeyId: row.id,
    description: row.description,
    hint: `sk_live_…${row.keyHint}`,
    scope: row.scope,
    isViewerEnabled: row.isViewerEnabled,
    isClinicalContextEnrichmentEnabled: row.isClinicalContextEnrichmentEnabled,
    ...eachWebhookUrl((field) => row[field]),
    previousSecretExpiresAt: previous && previous > now ? previous.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
