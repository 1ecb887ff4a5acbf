import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader, newStudy, signReport } from '../../../test/browser.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';
import { createClinic } from '../clinics/index.ts';
import { startDelivering } from './index.ts';

let server: TestApp;
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

beforeAll(async () => {
  server = await createTestApp();
  await startDelivering(server.deps, { pausesMs: [20] });
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

const eventually = { timeout: 30_000, interval: 50 };

/** A clinic with one key, whose receiver answers so, and its event of a report that is signed. */
async function receive(answer: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const clinicId = await createClinic(server.deps, 'Clinic');
  const reader = await newReader(server, { clinicId });
  const admin = await newReader(server, { clinicId, level: 'admin', canCreateReports: false, clinicRole: 'IT Administrator' });
  const key = await server.newKey({ clinicId, reportWebhookUrl: receiver.url });
  const sign = async () => void (await signReport(reader, await newStudy(server, key.authorization)));
  const event = async () => {
    const [listed] = (await admin.get('/admin/webhook-events?type=report.delivered')).body.events;
    return listed && (await admin.get(`/admin/webhook-events/${listed.eventId}`)).body;
  };
  const settled = () =>
    vi.waitFor(async () => {
      const one = await event();
      expect(one?.status).toMatch(/delivered|failed/);
      return one;
    }, eventually);
  const resend = async () => {
    const { status, body } = await admin.post(`/admin/webhook-events/${(await event()).eventId}/resend`);
    return { status, message: body.error?.message ?? body.message, body };
  };
  const setUrl = async (reportWebhookUrl: string | null) =>
    expect((await admin.patch(`/admin/keys/${key.id}`, { reportWebhookUrl })).status).toBe(200);
  return { ...receiver, clinicId, admin, key, sign, event, settled, resend, setUrl };
}

test('410 takes the URL off the key: the event and the audit log say so, and a resend what to do first', async () => {
  let isGone = true;
  const { url, key, sign, settled, resend, setUrl } = await receive((response) =>
    isGone ? void response.writeHead(410).end() : answering({ success: true })(response),
  );
  await sign();
  const failed = await settled();
  expect([failed.status, failed.attempts]).toEqual(['failed', 1]);
  expect(failed.warnings).toEqual(['The receiver answered 410: the report webhook URL was taken off the key.']);
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(
      sql`SELECT actor_kind, actor_id, detail FROM audit_events WHERE subject = ${key.id} AND action = 'key.updated' ORDER BY seq`,
    ),
  );
  const detail = { fields: 'reportWebhookUrl', status: 410, event: failed.eventId };
  expect(rows).toEqual([{ actor_kind: 'system', actor_id: 'webhooks', detail }]);

  const refused = await resend();
  expect([refused.status, refused.message]).toEqual([
    422,
    'The key has no report webhook URL: set one under API keys, then send the event again.',
  ]);
  isGone = false;
  await setUrl(url);
  expect((await resend()).status).toBe(200);
  const again = await settled();
  expect([again.status, again.attempts, again.warnings]).toEqual(['delivered', 2, []]);
});

/** A receiver whose first attempt fails only when it is told to: something happens before the second. */
async function receiveLater() {
  const asked = Promise.withResolvers<ServerResponse>();
  const received = await receive((response) => asked.resolve(response));
  await received.sign();
  const response = await asked.promise;
  return { ...received, fail: () => answering({}, 503)(response) };
}

test('an event whose key lost its URL meanwhile says so', async () => {
  const { settled, setUrl, fail } = await receiveLater();
  await setUrl(null);
  fail();
  const failed = await settled();
  expect([failed.status, failed.attempts, failed.warnings]).toEqual(['failed', 1, ['The key has no report webhook URL any more.']]);
});

test('an event whose key was revoked meanwhile says so, and is not sent again', async () => {
  const { settled, resend, key, admin, fail } = await receiveLater();
  expect((await admin.post(`/admin/keys/${key.id}/revoke`)).status).toBe(200);
  fail();
  const failed = await settled();
  expect([failed.status, failed.attempts, failed.warnings]).toEqual(['failed', 1, ['The key was revoked.']]);
  const refused = await resend();
  expect([refused.status, refused.message]).toEqual([422, 'The key of this event was revoked: nothing is sent for it any more.']);
});

test('an event that was given up starts its schedule anew when it is resent; the log keeps every attempt', async () => {
  const { sign, settled, resend, received } = await receive(answering({}, 500));
  await sign();
  expect((await settled()).attempts).toBe(2);
  const { status, body } = await resend();
  expect([status, body.status, body.attempts]).toEqual([200, 'pending', 2]);
  const again = await settled();
  expect([again.status, again.attempts, received.length]).toEqual(['failed', 4, 4]);
  expect(again.attemptLog.map(({ attempt }: { attempt: number }) => attempt)).toEqual([1, 2, 3, 4]);
});

test('a PDF that cannot be made is an attempt that failed: on record, and given up in the end; resent when it can be made, the report is delivered', async () => {
  const { clinicId, sign, settled, resend, received } = await receive(answering({ success: true }));
  const { storage } = server.deps.config;
  if (storage.kind !== 'file') throw new Error('the test wants files');
  // A file stands where the folder of the clinic's PDFs would be.
  const folder = join(storage.directory, 'reports', clinicId);
  await mkdir(dirname(folder), { recursive: true });
  await writeFile(folder, '');
  await sign();
  const failed = await settled();
  expect([failed.status, failed.attempts, received.length]).toEqual(['failed', 2, 0]);
  for (const { statusCode, error } of failed.attemptLog)
    expect([statusCode, error]).toEqual([null, 'The PDF of the report could not be made, so the receiver was not asked.']);
  await rm(folder);
  expect((await resend()).status).toBe(200);
  const again = await settled();
  expect([again.status, again.attempts, received.length]).toEqual(['delivered', 3, 1]);
});
