import { Webhook } from 'standardwebhooks';
import { beforeAll, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader, newStudy, signReport } from '../../../test/browser.ts';
import { answering, type ReceivedRequest, startReceiver } from '../../../test/receiver.ts';
import { revokeKey, rotateSecret } from '../keys/index.ts';
import { startDelivering } from './index.ts';

let server: TestApp;
/** What `deps.clock` is ahead of the machine's. */
let aheadMs = 0;

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => new Date(Date.now() + aheadMs) } } });
  await startDelivering(server.deps);
  return () => server.close();
});

/** A report signed for a key. @returns what its receiver got. */
async function delivered(key: { authorization: string }, received: ReceivedRequest[]): Promise<ReceivedRequest> {
  const before = received.length;
  await signReport(await newReader(server), await newStudy(server, key.authorization));
  await vi.waitFor(() => expect(received).toHaveLength(before + 1), { timeout: 30_000, interval: 50 });
  return received.at(-1)!;
}

/** Without the age of the timestamp: the clock of a test runs ahead. */
const opens = (secret: string, { headers, body }: ReceivedRequest) => {
  const signed = new Webhook(secret).sign(String(headers['webhook-id']), new Date(Number(headers['webhook-timestamp']) * 1000), body);
  return String(headers['webhook-signature']).split(' ').includes(signed);
};

test('after a rotation both secrets verify with the reference library, after a day the new one alone', async () => {
  const receiver = await startReceiver(answering({ success: true }));
  const key = await server.newKey({ reportWebhookUrl: receiver.url });
  const { secret, previousSecretExpiresAt } = await rotateSecret(server.deps, key.id);
  expect(secret).not.toBe(key.secret);
  expect(Date.parse(previousSecretExpiresAt) - Date.now()).toBeGreaterThan(23.9 * 3600_000);

  const during = await delivered(key, receiver.received);
  expect(during.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  for (const each of [secret, key.secret])
    expect(new Webhook(each).verify(during.body, during.headers as Record<string, string>)).toMatchObject({ type: 'report.delivered' });

  aheadMs = 24 * 3600_000 + 1000;
  const after = await delivered(key, receiver.received);
  aheadMs = 0;
  expect([opens(secret, after), opens(key.secret, after)]).toEqual([true, false]);
  expect(after.headers['webhook-signature']).toMatch(/^v1,\S+$/);
  await receiver.close();
});

test('a second rotation within the day ends the oldest secret at once', async () => {
  const receiver = await startReceiver(answering({ success: true }));
  const key = await server.newKey({ reportWebhookUrl: receiver.url });
  const second = await rotateSecret(server.deps, key.id);
  const third = await rotateSecret(server.deps, key.id);
  const got = await delivered(key, receiver.received);
  expect([third.secret, second.secret, key.secret].map((secret) => opens(secret, got))).toEqual([true, true, false]);
  await receiver.close();
});

test('the secret of a key that is unknown or revoked is not rotated', async () => {
  const key = await server.newKey();
  await revokeKey(server.deps, key.id);
  for (const id of [key.id, '00000000-0000-0000-0000-000000000000', 'no-uuid'])
    await expect(rotateSecret(server.deps, id)).rejects.toMatchObject({ code: 'not_found' });
});
