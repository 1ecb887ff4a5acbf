import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { findKey } from './repository.ts';
import type { Receiver } from './send.ts';

/** Which of a key's two addresses: `report` hears of reports, `study` is asked about studies. */
export type Target = 'study' | 'report';

/** Null where the key was revoked or has no such URL. `apiKeyId` is a raw UUID. */
export async function findReceiver(
  deps: Pick<Deps, 'signer' | 'clock'>,
  tx: Tx,
  apiKeyId: string,
  target: Target,
): Promise<Receiver | null> {
  const key = await findKey(tx, apiKeyId);
  const url = target === 'report' ? key?.reportUrl : key?.studyUrl;
  if (!key || !url) return null;
  const { previousSecretSealed: previous, previousSecretExpiresAt: expires } = key;
  const isPreviousValid = previous !== null && expires !== null && expires > deps.clock.now();
  const sealed = isPreviousValid ? [key.secretSealed, previous] : [key.secretSealed];
  return { url, secrets: sealed.map((one) => deps.signer.unseal('webhook-secret', one)) };
}
