import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy, signReport } from '../../../test/browser.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';
import { createClinic } from '../clinics/index.ts';
import { startDelivering } from './index.ts';

let server: TestApp;
let admin: BrowserClient;
let reader: BrowserClient;
let stranger: BrowserClient;
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];
const LEADING = { canCreateReports: false, clinicRole: 'IT Administrator' };

beforeAll(async () => {
  server = await createTestApp();
  admin = await newReader(server, { ...LEADING, level: 'admin' });
  reader = await newReader(server);
  stranger = await newReader(server, { ...LEADING, level: 'owner', clinicId: await createClinic(server.deps, 'Other') });
  await startDelivering(server.deps, { pausesMs: [20] });
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

/** A receiver, its key, and what the log has of it. */
async function receive(answer: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const key = await server.newKey({ description: 'PACS', reportWebhookUrl: receiver.url, studyWebhookUrl: receiver.url });
  const list = async (query = '') => (await admin.get(`/admin/webhook-events?apiKeyId=${key.id}${query}`)).body;
  const settled = () =>
    vi.waitFor(
      async () => {
        const [event] = (await list()).events;
        expect(event?.status).toMatch(/delivered|failed/);
        return event;
      },
      { timeout: 30_000, interval: 50 },
    );
  const sign = async () => signReport(reader, await newStudy(server, key.authorization));
  const tryIt = async () => (await admin.post(`/admin/keys/${key.id}/test-event`, { target: 'study' })).body;
  return { ...receiver, key, list, settled, sign, tryIt };
}

test('an event is listed with its key and read with its attempts', async () => {
  const { key, sign, settled } = await receive(answering({ success: true }));
  const reportId = await sign();
  const event = await settled();
  expect(event).toEqual({
    eventId: expect.stringMatching(/^whe_/),
    type: 'report.delivered',
    mode: 'async',
    status: 'delivered',
    apiKey: { apiKeyId: key.id, description: 'PACS' },
    studyId: expect.stringMatching(/^stu_/),
    reportId,
    attempts: 1,
    warnings: [],
    createdAt: expect.any(String),
    deliveredAt: expect.any(String),
    nextAttemptAt: null,
  });
  const { status, body } = await admin.get(`/admin/webhook-events/${event.eventId}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    ...event,
    attemptLog: [
      {
        attempt: 1,
        startedAt: expect.any(String),
        durationMs: expect.any(Number),
        statusCode: 200,
        error: null,
        response: '{"success":true}',
      },
    ],
  });
});

test('an event that was given up is sent again by hand, under its id', async () => {
  let isUp = false;
  const { sign, settled, received } = await receive((response) => answering({ success: isUp }, isUp ? 200 : 500)(response));
  await sign();
  const failed = await settled();
  expect([failed.status, failed.attempts]).toEqual(['failed', 2]);
  isUp = true;
  const { status, body } = await admin.post(`/admin/webhook-events/${failed.eventId}/resend`);
  expect([status, body.status]).toEqual([200, 'pending']);
  const again = await settled();
  expect([again.eventId, again.status, again.attempts]).toEqual([failed.eventId, 'delivered', 3]);
  expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([failed.eventId]));
});

test('an event that waits for its next attempt is sent now; one that is being sent is left alone (409)', async () => {
  let release = () => {};
  const { sign, list, settled, received } = await receive((response, number) => {
    if (number === 1) return void response.writeHead(503, { 'retry-after': '3600' }).end();
    release = () => answering({ success: true })(response);
  });
  await sign();
  const waiting = await vi.waitFor(
    async () => {
      const [event] = (await list()).events;
      expect(event?.attempts).toBe(1);
      return event;
    },
    { timeout: 30_000, interval: 50 },
  );
  const path = `/admin/webhook-events/${waiting.eventId}/resend`;
  expect((await admin.post(path)).status).toBe(200);
  await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 30_000, interval: 50 });
  const refused = await admin.post(path);
  expect([refused.status, refused.headers['x-should-retry']]).toEqual([409, 'false']);
  release();
  expect((await settled()).status).toBe('delivered');
});

test('a synchronous webhook is not sent again (422)', async () => {
  const { tryIt } = await receive(answering({}));
  expect((await admin.post(`/admin/webhook-events/${(await tryIt()).eventId}/resend`)).status).toBe(422);
});

test('the list is filtered and cut into pages that hold while events are added', async () => {
  const { list, tryIt } = await receive((response, number) => answering({}, number === 2 ? 500 : 200)(response));
  const ids: string[] = [];
  for (let each = 0; each < 3; each += 1) ids.unshift((await tryIt()).eventId);
  const idsOf = ({ events }: { events: { eventId: string }[] }) => events.map(({ eventId }) => eventId);
  expect(idsOf(await list('&status=failed'))).toEqual([ids[1]]);
  expect(idsOf(await list('&status=&type=webhook.test'))).toEqual(ids);
  expect(idsOf(await list('&type=report.delivered'))).toEqual([]);
  const first = await list('&limit=2');
  expect([idsOf(first), first.hasMore]).toEqual([ids.slice(0, 2), true]);
  await tryIt();
  const second = await list(`&limit=2&cursor=${encodeURIComponent(first.cursor)}`);
  expect([idsOf(second), second.hasMore]).toEqual([ids.slice(2), false]);
});

test.each(['status=lost', 'type=nothing', 'limit=0', 'cursor=x', 'apiKeyId=x', 'unknown=1'])('%s is 400', async (query) => {
  expect((await admin.get(`/admin/webhook-events?${query}`)).status).toBe(400);
});

test('the log is for owners and admins: a member is 403, nobody 401, and an event of another clinic is not there', async () => {
  const { tryIt, key } = await receive(answering({}));
  const { eventId } = await tryIt();
  const statuses = async (who: BrowserClient) =>
    (
      await Promise.all([
        who.get('/admin/webhook-events'),
        who.get(`/admin/webhook-events/${eventId}`),
        who.post(`/admin/webhook-events/${eventId}/resend`),
      ])
    ).map(({ status }) => status);
  expect(await statuses(reader)).toEqual([403, 403, 403]);
  expect(await statuses(browserClient(server.app))).toEqual([401, 401, 401]);
  expect(await statuses(stranger)).toEqual([200, 404, 404]);
  expect((await stranger.get(`/admin/webhook-events?apiKeyId=${key.id}`)).body.events).toEqual([]);
  expect((await admin.get('/admin/webhook-events/nonsense')).status).toBe(404);
});
