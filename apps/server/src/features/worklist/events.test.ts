import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { browserClient, newReader, newStudy, signReport, writeReport } from '../../../test/browser.ts';
import { createClinic } from '../clinics/index.ts';

let server: TestApp;
let origin: string;
let authorization: string;
const open: Stream[] = [];

beforeAll(async () => {
  server = await createTestApp();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  ({ authorization } = await server.newKey());
  return () => server.close();
});

afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});

interface Stream {
  /** The next event; undefined once the server ended the stream. */
  next(): Promise<{ event: string; data: unknown } | undefined>;
  close(): void;
}

/** Reads GET /api/events as the WHATWG event stream that it is. */
async function listen(cookie: string): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${origin}/api/events`, { headers: { cookie }, signal: abort.signal });
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'text/event-stream',
    'no-store',
  ]);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  const stream: Stream = {
    async next() {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end >= 0) {
          const fields = Object.fromEntries(
            buffer
              .slice(0, end)
              .split('\n')
              .map((line) => line.split(/: ?(.*)/s).slice(0, 2)),
          );
          buffer = buffer.slice(end + 2);
          if (fields.event) return { event: fields.event, data: JSON.parse(fields.data) };
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        buffer += value;
      }
    },
    close: () => abort.abort(),
  };
  open.push(stream);
  expect(await stream.next()).toEqual({ event: 'ready', data: {} });
  return stream;
}

const event = (studyId: string, change: string) => ({ event: 'study', data: { studyId, change } });

test('a study that arrives, is changed, assigned, dictated and signed is told, in order, without a word about the patient', async () => {
  const reader = await newReader(server);
  const stream = await listen(reader.cookie);
  const studyId = await newStudy(server, authorization);
  expect(await stream.next()).toEqual(event(studyId, 'created'));
  await apiClient(server.app, authorization).patch(`/autoScribe/studies/${studyId}`, { severity: 'stat' });
  expect(await stream.next()).toEqual(event(studyId, 'updated'));
  await reader.post(`/studies/${studyId}/assign`, { assignedTo: 'me' });
  expect(await stream.next()).toEqual(event(studyId, 'updated'));
  const { reportId, revision } = await writeReport(reader, studyId);
  expect(await stream.next()).toEqual(event(studyId, 'report'));
  await reader.post(`/reports/${reportId}/sign`, { revision, isCritical: false, dismissals: [] });
  let heard = await stream.next();
  // What the link and the opened report did to the study is told behind their answers: a stream that opens meanwhile may hear of it.
  while (JSON.stringify(heard) === JSON.stringify(event(studyId, 'updated'))) heard = await stream.next();
  expect(heard).toEqual(event(studyId, 'report'));
});

test('another clinic’s studies are never told, and what is rolled back neither', async () => {
  const clinicId = await createClinic(server.deps, 'Other clinic');
  const stranger = await newReader(server, { clinicId });
  const { authorization: theirs } = await server.newKey({ clinicId });
  const stream = await listen(stranger.cookie);
  const studyId = await newStudy(server, authorization);
  const taken = (await apiClient(server.app, authorization).get(`/autoScribe/studies/${studyId}`)).body.studyInstanceUid;
  await apiClient(server.app, authorization).post('/autoScribe/studies', { studyInstanceUid: taken });
  const own = await newStudy(server, theirs);
  expect(await stream.next()).toEqual(event(own, 'created'));
});

test('a session of a link hears of its study only', async () => {
  const { userId } = await server.newUser();
  const studyId = await newStudy(server, authorization);
  const { body } = await apiClient(server.app, authorization).post('/autoScribe/studies/reroute-url', {
    studyId,
    assignedToUserId: userId,
  });
  const answer = await browserClient(server.app).post('/session/open', { token: body.url.split('#')[1] });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const stream = await listen(cookie);
  await newStudy(server, authorization);
  await signReport(browserClient(server.app, cookie), studyId);
  expect(await stream.next()).toEqual(event(studyId, 'report'));
});

test('signing out ends the stream at once; signing out everywhere ends those of the other windows', async () => {
  const { email } = await server.newUser();
  const [one, two, three] = [await server.signIn(email), await server.signIn(email), await server.signIn(email)];
  const streams = [await listen(one), await listen(two), await listen(three)];
  await browserClient(server.app, one).delete('/session');
  expect(await streams[0]!.next()).toBeUndefined();
  const studyId = await newStudy(server, authorization);
  expect(await streams[1]!.next()).toEqual(event(studyId, 'created'));
  await browserClient(server.app, two).delete('/sessions');
  expect(await streams[1]!.next()).toBeUndefined();
  expect(await streams[2]!.next()).toEqual(event(studyId, 'created'));
  expect(await streams[2]!.next()).toBeUndefined();
});

test('after the database connection was lost every screen is told to read again, and hears of what comes', async () => {
  const reader = await newReader(server);
  const stream = await listen(reader.cookie);
  await server.deps.db.asSystem((tx) =>
    tx.execute(
      sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'listen %study_changed%'`,
    ),
  );
  expect(await stream.next()).toEqual({ event: 'resync', data: {} });
  const studyId = await newStudy(server, authorization);
  expect(await stream.next()).toEqual(event(studyId, 'created'));
});

test('a notice that is none of ours harms nobody', async () => {
  const reader = await newReader(server);
  const stream = await listen(reader.cookie);
  for (const payload of ['', 'x', '{', '{}', 'null', '{"clinicId":1}']) {
    await server.deps.db.asSystem((tx) => tx.execute(sql`SELECT pg_notify('study_changed', ${payload})`));
  }
  const studyId = await newStudy(server, authorization);
  expect(await stream.next()).toEqual(event(studyId, 'created'));
});

test('a member hears of the studies of their customers only, and when one of them is taken away', async () => {
  const api = apiClient(server.app, authorization);
  const [north, south] = [
    (await api.post('/express', { expressCustomerName: 'North' })).body.expressCustomerId,
    (await api.post('/express', { expressCustomerName: 'South' })).body.expressCustomerId,
  ];
  const reader = await newReader(server);
  await api.post(`/express/${north}/users`, { userId: reader.userId });
  const stream = await listen(reader.cookie);
  await newStudy(server, authorization);
  await newStudy(server, authorization, { expressCustomerId: south });
  const own = await newStudy(server, authorization, { expressCustomerId: north });
  expect(await stream.next()).toEqual(event(own, 'created'));
  await api.patch(`/autoScribe/studies/${own}`, { expressCustomerId: south });
  expect(await stream.next()).toEqual(event(own, 'updated'));
  await api.patch(`/autoScribe/studies/${own}`, { severity: 'stat' });
  const next = await newStudy(server, authorization, { expressCustomerId: north });
  expect(await stream.next()).toEqual(event(next, 'created'));
});
