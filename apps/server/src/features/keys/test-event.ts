import { type AdminWebhookEventDetail, ApiError, exampleOf, type TestEvent, WEBHOOKS } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { recordAudit } from '../audit/index.ts';
import { addWarnings, askWebhook, readEvent } from '../webhooks/index.ts';
import type { Keeper } from './keep.ts';
import { mustBeActive, mustHaveUrl } from './policy.ts';
import { findActiveKey } from './repository.ts';
import { TEST_ANSWERS } from './test-answers.ts';

/**
 * Sends a signed test once, now, and waits for the outcome: a bare `webhook.test` (ours), which any 2xx takes whatever the body, or one of the webhooks with made-up data,
 * whose answer is judged as in earnest. Throws `not_found` for a key that is unknown or revoked, `unprocessable` where it has no such URL.
 */
export async function sendTestEvent(
  deps: Pick<Deps, 'db' | 'http' | 'clock' | 'signer' | 'config'>,
  keeper: Keeper & { clinicId: string },
  apiKeyId: string,
  test: TestEvent,
): Promise<AdminWebhookEventDetail> {
  const { clinicId, actor, requestId = null } = keeper;
  const question = questionOf(test, clinicId);
  const { target, type } = question;
  await deps.db.inClinic(clinicId, async (tx) => {
    mustHaveUrl(mustBeActive(await findActiveKey(tx, apiKeyId, clinicId)), target);
    await recordAudit(tx, { clinicId, actor, action: 'key.test_event_sent', subject: apiKeyId, requestId, detail: { target, type } });
  });
  const key = { clinicId, apiKeyId };
  const asked = await askWebhook(deps, key, { ...question, isTest: true, grantsUrls: true });
  const { eventId } = asked;
  // The key was revoked, or lost its URL, in between.
  if (eventId === null) throw new ApiError('not_found', { message: 'There is no active key with that id.' });
  const warnings = test.type && asked.ok ? await TEST_ANSWERS[test.type].warnings(asked.answer, { deps, key, data: question.data }) : [];
  return deps.db.inClinic(clinicId, async (tx) => {
    if (test.type) await addWarnings(tx, eventId, ['A test: its data was made up.', ...warnings]);
    return readEvent(tx, clinicId, eventId);
  });
}

function questionOf({ target, type }: TestEvent, clinicId: string) {
  if (!type) return { type: 'webhook.test', data: { target }, schema: null, target: target ?? 'study' } as const;
  const { data, target: place } = WEBHOOKS[type];
  const example = exampleOf(data) as Record<string, unknown>;
  return { type, data: { ...example, ...('clinicId' in example && { clinicId }) }, schema: TEST_ANSWERS[type].schema, target: place };
}
