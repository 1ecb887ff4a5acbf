import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { publicId } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';
import { revokeKey } from '../keys/index.ts';
import { askWebhook, listWebhooks, pruneLog, type Question } from './index.ts';

const Schema = z.object({ indication: z.string().max(20) });
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

let server: TestApp;
const receivers: Receiver[] = [];

beforeAll(async () => {
  server = await createTestApp();
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function receive(answer: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const key = await server.newKey({ studyWebhookUrl: receiver.url });
  const ask = (changes: Partial<Question<typeof Schema>> = {}) =>
    askWebhook(
      server.deps,
      { clinicId: server.clinicId, apiKeyId: key.id },
      { type: 'clinical_context.enrichment_requested', data: { n: 1 }, schema: Schema, ...changes },
    );
  return { ...receiver, key, ask };
}

const logged = async (eventId: string | null) =>
  (await listWebhooks(server.deps, 1000)).find((event) => eventId !== null && event.eventId === publicId('whe', eventId));

test('the answer comes back checked, the call was signed, and the log has it', async () => {
  const { ask, received, key } = await receive(answering({ indication: 'Cough', unknown: 1 }));
  const answer = await ask();
  expect(answer).toEqual({ ok: true, eventId: expect.any(String), answer: { indication: 'Cough' } });
  const { body, headers } = received[0]!;
  expect(new Webhook(key.secret).verify(body, headers as Record<string, string>)).toEqual({
    id: publicId('whe', answer.eventId!),
    type: 'clinical_context.enrichment_requested',
    data: { n: 1 },
  });
  expect(await logged(answer.eventId)).toMatchObject({
    status: 'delivered',
    nextAttemptAt: null,
    attempts: [{ attempt: 1, statusCode: 200, error: null, response: '{"indication":"Cough","unknown":1}' }],
  });
});

test('a failure of the moment is asked about once more, under the same id', async () => {
  const { ask, received } = await receive((response, number) =>
    number === 1 ? void response.writeHead(503).end('down') : answering({ indication: 'Cough' })(response),
  );
  const answer = await ask();
  expect(answer.ok).toBe(true);
  expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(2).fill(publicId('whe', answer.eventId!)));
  expect((await logged(answer.eventId))?.attempts).toMatchObject([
    { statusCode: 503, error: 'The receiver answered 503.', response: 'down' },
    { statusCode: 200 },
  ]);
});

test.each<[string, (response: ServerResponse) => void, string, number]>([
  ['500 twice', answering({}, 500), 'status', 2],
  ['a broken connection', (response) => void response.destroy(), 'unreachable', 2],
  ['404', answering({}, 404), 'status', 1],
  ['410', answering({}, 410), 'status', 1],
  ['a redirect', (response) => void response.writeHead(302, { location: '/other' }).end(), 'status', 1],
  ['no JSON', (response) => void response.end('<p>hello</p>'), 'invalid_answer', 1],
  ['nothing', (response) => void response.writeHead(204).end(), 'invalid_answer', 1],
  ['a list', answering([]), 'invalid_answer', 1],
  ['an answer that the schema refuses', answering({ indication: 7 }), 'invalid_answer', 1],
  ['no end', (response) => void response.write('{'), 'timeout', 1],
])('%s is a failure, in the log with its attempts', async (_name, respond, reason, attempts) => {
  const { ask } = await receive(respond);
  const answer = await ask({ deadlineMs: reason === 'timeout' ? 300 : 10_000 });
  expect(answer).toMatchObject({ ok: false, reason });
  const event = await logged(answer.eventId);
  expect([event?.status, event?.attempts.length]).toEqual(['failed', attempts]);
});

test('an endless answer is given up at its limit', async () => {
  const { ask } = await receive((response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  expect(await ask({ deadlineMs: 30_000 })).toMatchObject({
    reason: 'invalid_answer',
    message: expect.stringContaining('longer than 8 MB'),
  });
});

test('of an answer 2 KB are kept, in whole characters', async () => {
  const { ask } = await receive(answering({ indication: 'Cough', more: 'é'.repeat(3000) }));
  const response = (await logged((await ask()).eventId))?.attempts[0]?.response ?? '';
  expect(Buffer.byteLength(response)).toBeLessThanOrEqual(2048);
  expect(Buffer.byteLength(response)).toBeGreaterThan(2040);
  expect(response).toMatch(/é$/);
});

test('what PostgreSQL cannot keep is left out of an answer', async () => {
  const { ask } = await receive((response) => void response.end('{"indication":"a\\u0000b\\ud800"}'));
  expect(await ask()).toMatchObject({ ok: true, answer: { indication: 'ab\ufffd' } });
});

test.each<[string, (response: ServerResponse) => void]>([
  ['500', answering({}, 500)],
  ['429', answering({}, 429)],
  ['a broken connection', (response) => void response.destroy()],
  ['no answer in time', () => {}],
])('after five failures in a row nobody is asked any more, and the log says so: %s', async (_what, answer) => {
  const { ask, received } = await receive(answer);
  for (let each = 0; each < 5; each += 1) expect((await ask({ deadlineMs: 300 })).ok).toBe(false);
  const asked = received.length;
  const refused = await ask();
  expect(refused).toMatchObject({ ok: false, reason: 'circuit_open' });
  expect(await logged(refused.eventId)).toMatchObject({ status: 'failed', attempts: [] });
  expect(received).toHaveLength(asked);
});

test('a receiver that does not know five studies is up: the sixth is asked about', async () => {
  const { ask } = await receive((response, number) => answering({ indication: 'Cough' }, number > 5 ? 200 : 404)(response));
  for (let each = 0; each < 5; each += 1) expect(await ask()).toMatchObject({ reason: 'status' });
  expect((await ask()).ok).toBe(true);
});

test('tests that fail shut nobody out', async () => {
  const { ask } = await receive((response, number) => answering({ indication: 'Cough' }, number > 5 ? 200 : 500)(response));
  for (let each = 0; each < 5; each += 1) expect(await ask({ isTest: true })).toMatchObject({ reason: 'status' });
  expect((await ask()).ok).toBe(true);
});

test('a person may test a receiver that nobody is to ask; where it answers it is asked again', async () => {
  let isUp = false;
  const { ask } = await receive((response) => answering({ indication: 'Cough' }, isUp ? 200 : 500)(response));
  for (let each = 0; each < 5; each += 1) await ask({ deadlineMs: 300 });
  expect(await ask({ isTest: true })).toMatchObject({ reason: 'status' });
  expect(await ask()).toMatchObject({ reason: 'circuit_open' });
  isUp = true;
  expect((await ask({ isTest: true })).ok).toBe(true);
  expect((await ask()).ok).toBe(true);
});

test('a pause is of one kind of webhook: where enrichment fails images are still asked for', async () => {
  const { ask } = await receive((response, _number, { body }) =>
    answering({ indication: 'Cough' }, JSON.parse(body).type === 'study.access_requested' ? 200 : 500)(response),
  );
  for (let each = 0; each < 5; each += 1) await ask();
  expect(await ask()).toMatchObject({ reason: 'circuit_open' });
  expect((await ask({ type: 'study.access_requested' })).ok).toBe(true);
});

test('a key without the URL, and a revoked one, is asked nothing and leaves no row', async () => {
  const { ask, key, received } = await receive(answering({}));
  const nobody = { ok: false, eventId: null, reason: 'no_receiver' };
  expect(await ask({ target: 'report' })).toMatchObject(nobody);
  await revokeKey(server.deps, key.id);
  expect(await ask()).toMatchObject(nobody);
  expect(received).toHaveLength(0);
});

test('no transaction is open while the answer is awaited', async () => {
  let release = () => {};
  const { ask, received } = await receive((response) => {
    release = () => answering({ indication: 'Cough' })(response);
  });
  const asked = ask({ deadlineMs: 30_000 });
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 30_000 });
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(
      sql`SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    ),
  );
  expect(rows[0]?.open).toBe(0);
  release();
  expect((await asked).ok).toBe(true);
});

test('the log is kept for 30 days; what is still to be delivered stays', async () => {
  const { ask, key } = await receive(answering({ indication: 'Cough' }));
  const old = await ask();
  const recent = await ask();
  const pending = randomUUID();
  await server.deps.db.asSystem(async (tx) => {
    await tx.execute(
      sql`INSERT INTO webhook_events (id, clinic_id, api_key_id, type) VALUES (${pending}, ${server.clinicId}, ${key.id}, 'report.delivered')`,
    );
    await tx.execute(sql`UPDATE webhook_events SET created_at = now() - interval '31 days' WHERE id IN (${old.eventId}, ${pending})`);
    await tx.execute(sql`UPDATE webhook_events SET created_at = now() - interval '29 days' WHERE id = ${recent.eventId}`);
  });
  expect(await pruneLog(server.deps)).toBe(1);
  expect(await Promise.all([old.eventId, recent.eventId, pending].map(async (id) => (await logged(id)) !== undefined))).toEqual([
    false,
    true,
    true,
  ]);
});
