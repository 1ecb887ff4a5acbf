import { type AdminWebhookEventDetail, ApiError, type WebhookTarget } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { recordAudit } from '../audit/index.ts';
import { askWebhook, readEvent } from '../webhooks/index.ts';
import type { Keeper } from './keep.ts';
import { mustBeActive, mustHaveUrl } from './policy.ts';
import { findActiveKey } from './repository.ts';

/**
 * Sends a signed `webhook.test` (ours) once, now, and waits for the outcome: any 2xx is a success, whatever the body. Throws `not_found` for a key that is unknown
 * or revoked, `unprocessable` where it has no such URL.
 */
export async function sendTestEvent(
  deps: Pick<Deps, 'db' | 'http' | 'clock' | 'signer'>,
  keeper: Keeper & { clinicId: string },
  apiKeyId: string,
  target: WebhookTarget,
): Promise<AdminWebhookEventDetail> {
  const { clinicId, actor, requestId = null } = keeper;
  await deps.db.inClinic(clinicId, async (tx) => {
    mustHaveUrl(mustBeActive(await findActiveKey(tx, apiKeyId, clinicId)), target);
    await recordAudit(tx, { clinicId, actor, action: 'key.test_event_sent', subject: apiKeyId, requestId, detail: { target } });
  });
  const { eventId } = await askWebhook(
    deps,
    { clinicId, apiKeyId },
    { type: 'webhook.test', data: { target }, schema: null, target, isTest: true },
  );
  // The key was revoked, or lost its URL, in between.
  if (eventId === null) throw new ApiError('not_found', { message: 'There is no active key with that id.' });
  return deps.db.inClinic(clinicId, (tx) => readEvent(tx, clinicId, eventId));
}
