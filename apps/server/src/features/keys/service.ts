import { randomBytes, randomUUID } from 'node:crypto';
import { ApiError } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import { insertKey, markRevoked, selectKeys } from './repository.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface KeyRequest {
  clinicId: string;
  description: string;
  scope: 'self' | 'all';
  isViewerEnabled: boolean;
  studyWebhookUrl?: string | undefined;
  reportWebhookUrl?: string | undefined;
  /** A key chosen by the operator (READROOM_BOOTSTRAP_KEY); else one is made. */
  key?: string | undefined;
}

/** Shown once: only a hash of the key is kept. `secret` signs the webhooks (Standard Webhooks, `whsec_`). */
export interface NewKey {
  id: string;
  key: string;
  secret: string;
}

/** Throws `malformed_request` naming the field, `conflict` where the given key exists. */
export async function createKey(deps: Pick<Deps, 'db' | 'signer'>, request: KeyRequest): Promise<NewKey> {
  check(request);
  const made = {
    id: randomUUID(),
    key: request.key ?? `sk_live_${randomBytes(16).toString('hex')}`,
    secret: `whsec_${randomBytes(32).toString('base64')}`,
  };
  await deps.db.inClinic(request.clinicId, async (tx) => {
    const inserted = await insertKey(tx, {
      id: made.id,
      clinicId: request.clinicId,
      description: request.description,
      keyHash: hashToken(made.key),
      keyHint: made.key.slice(-4),
      scope: request.scope,
      isViewerEnabled: request.isViewerEnabled,
      studyWebhookUrl: request.studyWebhookUrl ?? null,
      reportWebhookUrl: request.reportWebhookUrl ?? null,
      webhookSecretSealed: deps.signer.seal('webhook-secret', made.secret),
    });
    if (!inserted) throw new ApiError('conflict', { message: 'This API key exists already.' });
    await recordAudit(tx, {
      clinicId: request.clinicId,
      actor: systemActor('operator'),
      action: 'key.created',
      subject: made.id,
      detail: { scope: request.scope, isViewerEnabled: request.isViewerEnabled },
    });
  });
  return made;
}

function check(request: KeyRequest): void {
  const issues = [];
  if (request.description.trim() === '' || request.description.length > 200)
    issues.push({ path: 'description', message: 'expected 1 to 200 characters' });
  for (const field of ['studyWebhookUrl', 'reportWebhookUrl'] as const) {
    const url = request[field];
    if (url !== undefined && !isWebhookUrl(url))
      issues.push({
        path: field,
        message: 'expected an https URL without credentials (http only to addresses in READROOM_OUTBOUND_ALLOW)',
      });
  }
  if (request.key !== undefined && !/^sk_live_[0-9a-f]{32}$/.test(request.key))
    issues.push({ path: 'key', message: 'expected sk_live_ and 32 lower-case hex digits' });
  if (issues.length > 0) throw new ApiError('malformed_request', { issues });
}

/** Whether the address may be reached is decided when it is. */
function isWebhookUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (url?.protocol === 'https:' || url?.protocol === 'http:') && url.username === '' && url.password === '';
}

export interface KeyListing {
  id: string;
  clinicId: string;
  description: string;
  hint: string;
  scope: 'self' | 'all';
  isViewerEnabled: boolean;
  studyWebhookUrl: string | null;
  reportWebhookUrl: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** Every key of the installation, oldest first, for the operator. */
export async function listKeys(deps: Pick<Deps, 'db'>): Promise<KeyListing[]> {
  const rows = await deps.db.asSystem(selectKeys);
  return rows.map((row) => ({
    id: row.id,
    clinicId: row.clinicId,
    description: row.description,
    hint: `sk_live_…${row.keyHint}`,
    scope: row.scope,
    isViewerEnabled: row.isViewerEnabled,
    studyWebhookUrl: row.studyWebhookUrl,
    reportWebhookUrl: row.reportWebhookUrl,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/** From the next request on the key is refused. Throws `not_found` for an unknown or already revoked key. */
export async function revokeKey(deps: Pick<Deps, 'db'>, id: string): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const clinicId = UUID.test(id) ? await markRevoked(tx, id, new Date()) : null;
    if (!clinicId) throw new ApiError('not_found', { message: 'There is no active key with that id.' });
    await recordAudit(tx, { clinicId, actor: systemActor('operator'), action: 'key.revoked', subject: id });
  });
}
