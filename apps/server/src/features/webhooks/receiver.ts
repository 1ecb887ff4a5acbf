import { WEBHOOK_URL_FIELDS, type WebhookTarget } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { findKey } from './repository.ts';
import type { Receiver } from './send.ts';

/** Null where the key was revoked or has no such URL. `apiKeyId` is a raw UUID. */
export async function findReceiver(
  deps: Pick<Deps, 'signer' | 'clock'>,
  tx: Tx,
  apiKeyId: string,
  target: WebhookTarget,
): Promise<Receiver | null> {
  const key = await findKey(tx, apiKeyId);
  const url = key?.[WEBHOOK_URL_FIELDS[target]];
  if (!key || !url) return null;
  const { previousSecretSealed: previous, previousSecretExpiresAt: expires } = key;
  const isPreviousValid = previous !== null && expires !== null && expires > deps.clock.now();
  const sealed = isPreviousValid ? [key.secretSealed, previous] : [key.secretSealed];
  return { url, secrets: sealed.map((one) => deps.signer.unseal('webhook-secret', one)) };
}
