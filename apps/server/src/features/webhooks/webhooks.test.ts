import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader, newStudy, signReport, WORDS } from '../../../test/browser.ts';
import { revokeKey } from '../keys/index.ts';
import { listWebhooks, startDelivering, type WebhookListing } from './index.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}
type Answer = (response: ServerResponse, number: number) => void;

let server: TestApp;
let reader: BrowserClient;
const receivers: Server[] = [];

beforeAll(async () => {
  server = await createTestApp();
  reader = await newReader(server);
  await startDelivering(server.deps, { pausesMs: [20], leaseMs: 1000 });
  return () => server.close();
});

afterEach(() => {
  for (const receiver of receivers.splice(0)) {
    receiver.closeAllConnections();
    receiver.close();
  }
});

const until = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

/** A real receiver that answers as told. */
async function receive(answer: Answer) {
  const received: Received[] = [];
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      answer(response, received.length);
    });
  });
  receivers.push(receiver);
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`, received };
}

const ok: Answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}');

/** Signs a report of a study that a key with this URL created. */
async function deliverTo(url: string, beforeSigning: (keyId: string) => Promise<void> = async () => {}) {
  const key = await server.newKey({ reportWebhookUrl: url });
  const studyId = await newStudy(server, key.authorization);
  await beforeSigning(key.id);
  const reportId = await signReport(reader, studyId);
  return { key, studyId, reportId };
}

async function eventOf(reportId: string): Promise<WebhookListing> {
  const event = (await listWebhooks(server.deps, 100)).find((listed) => listed.reportId === reportId);
  if (!event) throw new Error('there is no event for this report');
  return event;
}

async function settled(reportId: string): Promise<WebhookListing> {
  return until(async () => {
    const event = await eventOf(reportId);
    expect(event.status).not.toBe('pending');
    return event;
  });
}

const keyUrl = async (keyId: string) => {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT report_webhook_url AS url FROM api_keys WHERE id = ${keyId}`),
  );
  return rows[0]?.url;
};

test('a signed report is delivered: the signature verifies with the reference library, the PDF is there', async () => {
  const { url, received } = await receive(ok);
  const { key, studyId, reportId } = await deliverTo(url);
  const event = await settled(reportId);
  expect(received).toHaveLength(1);
  const { headers, body } = received[0]!;
  const sent = new Webhook(key.secret).verify(body, headers as Record<string, string>) as Record<string, Record<string, unknown>>;
  expect(sent).toEqual({
    id: event.eventId,
    type: 'report.delivered',
    data: { reportId, studyId, isCritical: false, plainText: expect.stringContaining(WORDS.impression), presignedUrl: expect.any(String) },
  });
  expect(headers['webhook-id']).toBe(event.eventId);
  const pdf = await server.app.inject({ url: String(sent.data?.presignedUrl).replace(server.deps.config.publicUrl, '') });
  expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  expect(event).toMatchObject({
    status: 'delivered',
    nextAttemptAt: null,
    attempts: [{ attempt: 1, statusCode: 200, error: null, response: '{"success":true}' }],
  });
});

test('after a 500 it is sent again under the same id, and both attempts are on record', async () => {
  const { url, received } = await receive((response, number) =>
    number === 1 ? response.writeHead(500).end('x'.repeat(5000)) : ok(response, number),
  );
  const event = await settled((await deliverTo(url)).reportId);
  expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([event.eventId]));
  expect(event.status).toBe('delivered');
  expect(event.attempts.map(({ attempt, statusCode, error, response }) => [attempt, statusCode, error, response?.length])).toEqual([
    [1, 500, 'The receiver answered 500.', 2048],
    [2, 200, null, 16],
  ]);
});

test.each<[string, Answer, number | null, string]>([
  ['a redirect', (response) => response.writeHead(302, { location: 'https://example.org/' }).end(), 302, 'The receiver answered 302.'],
  ['a refusal in the body', (response) => response.end('{"message":"no","success":false}'), 200, 'The receiver answered success: false.'],
  ['a connection that breaks', (response) => response.destroy(), null, 'The connection failed (UND_ERR_SOCKET).'],
])('%s is a failure, tried to the end of the schedule', async (_what, answer, statusCode, error) => {
  const { url, received } = await receive(answer);
  const event = await settled((await deliverTo(url)).reportId);
  expect(event.status).toBe('failed');
  expect(event.attempts.map((attempt) => [attempt.statusCode, attempt.error])).toEqual([
    [statusCode, error],
    [statusCode, error],
  ]);
  expect(received).toHaveLength(2);
});

test('a receiver that is down is a failure that says so', async () => {
  const { url } = await receive(ok);
  await new Promise((resolve) => receivers.pop()?.close(resolve));
  const event = await settled((await deliverTo(url)).reportId);
  expect([event.status, event.attempts[0]?.error]).toEqual(['failed', 'The connection failed (ECONNREFUSED).']);
});

test('an address that is allowed no more is never asked', async () => {
  const { reportId } = await deliverTo('https://ris.example.org/hook', async (keyId) => {
    await server.deps.db.asSystem((tx) =>
      tx.execute(sql`UPDATE api_keys SET report_webhook_url = 'https://169.254.169.254/hook' WHERE id = ${keyId}`),
    );
  });
  const event = await settled(reportId);
  expect([event.status, event.attempts[0]?.error]).toEqual([
    'failed',
    'The address is not public and not listed in READROOM_OUTBOUND_ALLOW.',
  ]);
});

test('retry-after is honoured', async () => {
  const { url } = await receive((response) => response.writeHead(503, { 'retry-after': '3600' }).end());
  const { reportId } = await deliverTo(url);
  await until(async () => {
    const event = await eventOf(reportId);
    expect(event.attempts).toHaveLength(1);
    const wait = Date.parse(event.nextAttemptAt ?? '') - Date.parse(event.attempts[0]!.startedAt);
    expect(wait).toBeGreaterThanOrEqual(3_600_000);
    expect(event.status).toBe('pending');
  });
});

test('410 ends the event and takes the URL off the key', async () => {
  const { url } = await receive((response) => response.writeHead(410).end());
  const { key, reportId } = await deliverTo(url);
  const event = await settled(reportId);
  expect([event.status, event.attempts.length]).toEqual(['failed', 1]);
  expect(await keyUrl(key.id)).toBeNull();
});

test('a key that is revoked before the delivery hears nothing', async () => {
  const { url, received } = await receive((response, number) =>
    number === 1 ? response.writeHead(503, { 'retry-after': '1' }).end() : ok(response, number),
  );
  const { key, reportId } = await deliverTo(url);
  await until(async () => expect((await eventOf(reportId)).attempts).toHaveLength(1));
  await revokeKey(server.deps, key.id);
  expect((await settled(reportId)).status).toBe('failed');
  expect(received).toHaveLength(1);
});

test('a worker that dies between sending and writing it down is followed by one that sends again, with the same id', async () => {
  await server.deps.db.asSystem(async (tx) => {
    // Fails the first time only: a sequence is not rolled back.
    await tx.execute(sql`CREATE SEQUENCE crashes`);
    await tx.execute(sql`GRANT ALL ON SEQUENCE crashes TO readroom_app`);
    await tx.execute(
      sql`CREATE FUNCTION crash_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('crashes') = 1 THEN RAISE EXCEPTION 'crash'; END IF; RETURN NEW; END $$`,
    );
    await tx.execute(sql`CREATE TRIGGER crash BEFORE INSERT ON webhook_attempts FOR EACH ROW EXECUTE FUNCTION crash_once()`);
  });
  try {
    const { url, received } = await receive(ok);
    const event = await settled((await deliverTo(url)).reportId);
    expect(event.status).toBe('delivered');
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([event.eventId, event.eventId]);
  } finally {
    await server.deps.db.asSystem(async (tx) => {
      await tx.execute(sql`DROP TRIGGER crash ON webhook_attempts`);
    });
  }
});

test('no transaction is open while a slow receiver is asked', async () => {
  let release: () => void = () => {};
  const { url, received } = await receive((response, number) => {
    release = () => ok(response, number);
  });
  const { reportId } = await deliverTo(url);
  await until(() => expect(received).toHaveLength(1));
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(
      sql`SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    ),
  );
  expect(rows[0]?.open).toBe(0);
  release();
  expect((await settled(reportId)).status).toBe('delivered');
});

test('a study that a person created is told to every key of the whole clinic that has a URL, one of scope self not', async () => {
  const all = await receive(ok);
  const self = await receive(ok);
  const creator = await server.newKey();
  await server.newKey({ reportWebhookUrl: all.url });
  await server.newKey({ reportWebhookUrl: self.url, scope: 'self' });
  const studyId = await newStudy(server, creator.authorization);
  await server.deps.db.asSystem((tx) =>
    tx.execute(sql`UPDATE studies SET created_by_api_key_id = NULL WHERE created_by_api_key_id = ${creator.id}`),
  );
  await signReport(reader, studyId);
  await until(() => expect(all.received).toHaveLength(1));
  expect(self.received).toHaveLength(0);
});
