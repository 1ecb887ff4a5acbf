import { ApiError, type EphemeralSessionCreate } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { KeyCaller } from '../principal/index.ts';
import { createLink, EPHEMERAL_LINK_SECONDS, linkUrl } from '../sessions/index.ts';
import { hasStudyUrl } from '../webhooks/index.ts';
import { type EphemeralRow, insertEphemeral } from './repository.ts';

/**
 * A landing URL for images that the key's study webhook names: no user, no study. `optionsText` is the JSON of the options as it was sent.
 * Throws `unprocessable` where the key has no study webhook to ask.
 */
export async function createEphemeralSession(
  deps: Pick<Deps, 'config' | 'clock'>,
  tx: Tx,
  { principal, requestId }: KeyCaller,
  product: EphemeralRow['product'],
  { retrievalId, hangingProtocol }: EphemeralSessionCreate,
  optionsText: string | null,
): Promise<{ url: string }> {
  const { clinicId, apiKeyId } = principal;
  if (!(await hasStudyUrl(tx, apiKeyId))) {
    throw new ApiError('unprocessable', {
      message: 'This key has no study webhook, which is asked for the images. Set one under API keys.',
    });
  }
  const facts = { clinicId, apiKeyId, product, retrievalId, hangingProtocol: hangingProtocol ?? null, optionsText };
  const ephemeralSessionId = await insertEphemeral(tx, facts);
  await recordAudit(tx, {
    clinicId,
    actor: actorOf(principal),
    action: 'ephemeral_session.created',
    subject: ephemeralSessionId,
    requestId,
    detail: { product },
  });
  const token = await createLink(tx, {
    clinicId,
    apiKeyId,
    purpose: 'ephemeral',
    ephemeralSessionId,
    lifetimeSeconds: EPHEMERAL_LINK_SECONDS,
    now: deps.clock.now(),
  });
  return { url: linkUrl(deps.config.publicUrl, token) };
}
