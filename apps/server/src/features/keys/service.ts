import { ApiError, eachWebhookUrl, type WebhookUrlField } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { systemActor } from '../audit/index.ts';
import { endKey, type Keeper, type KeyRequest, makeKey, type NewKey, renewSecret } from './keep.ts';
import { urlIssues } from './policy.ts';
import { selectKeys } from './repository.ts';

/** What the operator does with keys, on the machine itself. */
const OPERATOR: Keeper = { clinicId: null, actor: systemActor('operator') };

/** Throws `malformed_request` naming the field, `conflict` where the given key exists. */
export async function createKey(
  deps: Pick<Deps, 'db' | 'signer'> & { config: Pick<Deps['config'], 'outboundAllow'> },
  request: KeyRequest,
): Promise<NewKey> {
  check(deps.config, request);
  const { made } = await deps.db.inClinic(request.clinicId, (tx) => makeKey(deps, tx, OPERATOR, request));
  return made;
}

function check(config: Pick<Deps['config'], 'outboundAllow'>, request: KeyRequest): void {
  const issues = [];
  if (request.description.trim() === '' || request.description.length > 200)
    issues.push({ path: 'description', message: 'expected 1 to 200 characters' });
  issues.push(...urlIssues(config, request));
  if (request.key !== undefined && !/^sk_live_[0-9a-f]{32}$/.test(request.key))
    issues.push({ path: 'key', message: 'expected sk_live_ and 32 lower-case hex digits' });
  if (issues.length > 0) throw new ApiError('malformed_request', { issues });
}

export interface KeyListing extends Record<WebhookUrlField, string | null> {
  id: string;
  clinicId: string;
  description: string;
  hint: string;
  scope: 'self' | 'all';
  isViewerEnabled: boolean;
  isClinicalContextEnrichmentEnabled: boolean;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** Every key of the installation, oldest first. */
export async function listKeys(deps: Pick<Deps, 'db'>): Promise<KeyListing[]> {
  const rows = await deps.db.asSystem((tx) => selectKeys(tx, null));
  return rows.map((row) => ({
    id: row.id,
    clinicId: row.clinicId,
    description: row.description,
    hint: `sk_live_…${row.keyHint}`,
    scope: row.scope,
    isViewerEnabled: row.isViewerEnabled,
    isClinicalContextEnrichmentEnabled: row.isClinicalContextEnrichmentEnabled,
    ...eachWebhookUrl((field) => row[field]),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/** From the next request on the key is refused. Throws `not_found` for an unknown or already revoked key. */
export async function revokeKey(deps: Pick<Deps, 'db'>, id: string): Promise<void> {
  await deps.db.asSystem((tx) => endKey(tx, OPERATOR, id));
}

/** Throws `not_found` for an unknown or revoked key. @returns the new secret, shown once, and until when the one before signs too. */
export async function rotateSecret(
  deps: Pick<Deps, 'db' | 'signer' | 'clock'>,
  id: string,
): Promise<{ secret: string; previousSecretExpiresAt: string }> {
  const { secret, previousExpiresAt } = await deps.db.asSystem((tx) => renewSecret(deps, tx, OPERATOR, id));
  return { secret, previousSecretExpiresAt: previousExpiresAt.toISOString() };
}
