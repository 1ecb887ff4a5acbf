import { randomBytes, randomUUID } from 'node:crypto';
import { ApiError, eachWebhookUrl, type WebhookUrlField } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { type AuditEntry, recordAudit } from '../audit/index.ts';
import { mustBeActive } from './policy.ts';
import { findActiveKey, insertKey, type KeyChange, type KeyRow, replaceSecret, updateKey } from './repository.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Long enough for a receiver to be given the new secret. */
const OVERLAP_MS = 24 * 3600 * 1000;

/** Who does it. The operator on the machine reaches every clinic: `clinicId` null. */
export interface Keeper {
  clinicId: string | null;
  actor: AuditEntry['actor'];
  requestId?: string;
  /** Raw UUID of the person who does it. */
  userId?: string;
}

export interface KeyRequest extends Partial<Record<WebhookUrlField, string | null | undefined>> {
  clinicId: string;
  description: string;
  scope: 'self' | 'all';
  isViewerEnabled: boolean;
  isClinicalContextEnrichmentEnabled?: boolean | undefined;
  /** A key chosen by the operator (READROOM_BOOTSTRAP_KEY); else one is made. */
  key?: string | undefined;
}

/** Shown once: only a hash of the key is kept, and the secret sealed. `secret` signs the webhooks (Standard Webhooks, `whsec_`). */
export interface NewKey {
  id: string;
  key: string;
  secret: string;
}

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** The request has been checked. Throws `conflict` where the given key exists. */
export async function makeKey(
  deps: Pick<Deps, 'signer'>,
  tx: Tx,
  keeper: Keeper,
  request: KeyRequest,
): Promise<{ made: NewKey; row: KeyRow }> {
  const made = { id: randomUUID(), key: request.key ?? `sk_live_${randomBytes(16).toString('hex')}`, secret: newSecret() };
  const row = await insertKey(tx, {
    id: made.id,
    clinicId: request.clinicId,
    description: request.description,
    keyHash: hashToken(made.key),
    keyHint: made.key.slice(-4),
    scope: request.scope,
    isViewerEnabled: request.isViewerEnabled,
    isClinicalContextEnrichmentEnabled: request.isClinicalContextEnrichmentEnabled ?? false,
    ...eachWebhookUrl((field) => request[field] ?? null),
    webhookSecretSealed: deps.signer.seal('webhook-secret', made.secret),
    createdByUserId: keeper.userId ?? null,
  });
  if (!row) throw new ApiError('conflict', { message: 'This API key exists already.' });
  await note(tx, keeper, row, 'key.created', { scope: request.scope, isViewerEnabled: request.isViewerEnabled });
  return { made, row };
}

/** From the next request on the key is refused, and it hears of nothing more. Throws `not_found` for an unknown or already revoked key. */
export async function endKey(tx: Tx, keeper: Keeper, id: string): Promise<KeyRow> {
  const row = mustBeActive(isUuid(id) ? await updateKey(tx, id, keeper.clinicId, { revokedAt: new Date() }) : null);
  await note(tx, keeper, row, 'key.revoked');
  return row;
}

/** Changes what is given; null takes a URL away. Throws `not_found`. */
export async function changeKey(tx: Tx, keeper: Keeper, id: string, change: KeyChange): Promise<KeyRow> {
  const fields = Object.keys(change);
  if (fields.length === 0) return mustBeActive(await findActiveKey(tx, id, keeper.clinicId));
  const row = mustBeActive(isUuid(id) ? await updateKey(tx, id, keeper.clinicId, change) : null);
  await note(tx, keeper, row, 'key.updated', { fields: fields.join(',') });
  return row;
}

/**
 * A new signing secret. The one before signs beside it for 24 hours, so that a receiver can be changed in between; one that was still signing from an earlier
 * rotation ends at once. Throws `not_found` for an unknown or revoked key.
 */
export async function renewSecret(
  deps: Pick<Deps, 'signer' | 'clock'>,
  tx: Tx,
  keeper: Keeper,
  id: string,
): Promise<{ row: KeyRow; secret: string; previousExpiresAt: Date }> {
  const secret = newSecret();
  const previousExpiresAt = new Date(deps.clock.now().getTime() + OVERLAP_MS);
  const sealed = deps.signer.seal('webhook-secret', secret);
  const row = mustBeActive(isUuid(id) ? await replaceSecret(tx, id, keeper.clinicId, { sealed, previousExpiresAt }) : null);
  await note(tx, keeper, row, 'key.secret_rotated');
  return { row, secret, previousExpiresAt };
}

function isUuid(id: string): boolean {
  return UUID.test(id);
}

async function note(tx: Tx, keeper: Keeper, row: KeyRow, action: string, detail: Record<string, string | boolean> = {}): Promise<void> {
  await recordAudit(tx, {
    clinicId: row.clinicId,
    actor: keeper.actor,
    action,
    subject: row.id,
    requestId: keeper.requestId ?? null,
    detail,
  });
}
