import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type ApiClient, apiClient, inviteBody, newUid, studyBody } from './api.ts';
import { createTestApp, PASSWORD, type TestApp } from './app.ts';
import { type BrowserClient, browserClient, newReader, newStudy, writeReport } from './browser.ts';

/** How many requests are on their way at once. The pool has ten connections. */
const MANY = 200;
const STUDIES = '/autoScribe/studies';
const EXTERNAL = `${STUDIES}/external`;

let server: TestApp;
let authorization: string;
let api: ApiClient;

beforeAll(async () => {
  // Long enough for the slowest machine: where the wait is shorter, some are answered 503 (platform/db/overload.test.ts).
  server = await createTestApp({ database: { waitMillis: 60_000 } });
  authorization = (await server.newKey()).authorization;
  api = apiClient(server.app, authorization);
  return () => server.close();
});

/** Sends `MANY` requests before any is answered. */
const many = <Result>(send: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: MANY }, (_, index) => send(index)));

/** How often each status was answered, such as { 200: 1, 409: 199 }. */
function tally(answers: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function winnerOf(answers: Answer[], refusal: number): Promise<Answer> {
  expect(tally(answers)).toEqual({ 200: 1, [refusal]: MANY - 1 });
  const winner = answers.find(({ status }) => status === 200);
  if (!winner) throw new Error('nobody won');
  return winner;
}

async function count(what: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await server.deps.db.asSystem((tx) => tx.execute<{ count: number }>(sql`SELECT count(*)::int AS count FROM ${what}`));
  return rows[0]?.count ?? 0;
}
const raw = (id: string) => `${id.slice(4, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20, 24)}-${id.slice(24)}`;

describe(`of ${MANY} that create the same UID at once one gets it`, () => {
  const viewerBody = ({ reportMetadata: _, ...body }: Record<string, unknown>) => body;
  test.each<[string, string, (body: Record<string, unknown>) => Record<string, unknown>]>([
    ['a study', STUDIES, (body) => body],
    ['an external study', EXTERNAL, (body) => ({ ...body, reportText: 'Text.' })],
    ['a study of the Viewer', '/viewer/studies', viewerBody],
  ])('%s', async (_, path, bodyOf) => {
    const studyInstanceUid = newUid();
    const answers = await many((index) => api.post(path, bodyOf(studyBody({ studyInstanceUid, studyDescription: `CT ${index}` }))));
    const winner = await winnerOf(answers, 409);
    const root = path === EXTERNAL ? STUDIES : path;
    expect((await api.get(`${root}/by-uid/${studyInstanceUid}`)).body).toEqual(winner.body);
    expect(await count(sql`studies WHERE study_instance_uid = ${studyInstanceUid}`)).toBe(1);
    expect(await count(sql`audit_events WHERE study_id = ${raw(winner.body.studyId)}::uuid AND action LIKE '%created'`)).toBe(1);
  });
});

describe(`of ${MANY} changes under one ETag at once one is done`, () => {
  const idAt = async (path: string, body: Record<string, unknown>, field: string) => (await api.post(path, body)).body[field] as string;
  const invite = () => idAt('/autoScribe/users', inviteBody(), 'userId');
  test.each<[string, () => Promise<string>, (index: number) => Record<string, unknown>]>([
    ['of a study', async () => `${STUDIES}/${await newStudy(server, authorization)}`, (index) => ({ technologistTechnique: `${index}` })],
    [
      'of a study of the Viewer',
      async () =>
        `/viewer/studies/${await idAt('/viewer/studies', { severity: 'normal', studyDescription: 'MR', studyInstanceUid: newUid() }, 'studyId')}`,
      (index) => ({ studyDescription: `MR ${index}` }),
    ],
    ['of a user', async () => `/autoScribe/users/${await invite()}`, (index) => ({ lastName: `Name ${index}` })],
    [
      'of an invitation',
      async () => {
        const { body } = await api.get(`/autoScribe/users/invitations?userId=${await invite()}`);
        return `/autoScribe/users/invitations/${body.invitations[0].invitationId}`;
      },
      (index) => ({ lastName: `Name ${index}` }),
    ],
    [
      'of a clinical reference',
      async () =>
        `/autoScribe/clinicalReferences/${await idAt('/autoScribe/clinicalReferences', { name: newUid(), type: 'facility' }, 'clinicalReferenceId')}`,
      (index) => ({ name: `Facility ${index} ${newUid()}` }),
    ],
    [
      'of a customer',
      async () => `/express/${await idAt('/express', { expressCustomerName: 'North' }, 'expressCustomerId')}`,
      (index) => ({ expressCustomerName: `Customer ${index}` }),
    ],
  ])('%s', async (_, create, changeOf) => {
    const path = await create();
    const etag = String((await api.get(path)).headers.etag);
    const answers = await many((index) => api.patch(path, changeOf(index), { 'if-match': etag }));
    const winner = await winnerOf(answers, 412);
    const now = await api.get(path);
    expect(now.body).toEqual(winner.body);
    expect(now.headers.etag).toBe(winner.headers.etag);
  });

  test('and without If-Match all are done, one after the other', async () => {
    const studyId = await newStudy(server, authorization);
    const answers = await many((index) => api.patch(`${STUDIES}/${studyId}`, { metadata: { last: `${index}` } }));
    expect(tally(answers)).toEqual({ 200: MANY });
    expect(answers.map(({ body }) => body)).toContainEqual((await api.get(`${STUDIES}/${studyId}`)).body);
  });
});

test(`${MANY} Idempotency-Keys and bodies alike at once: one study, one answer`, async () => {
  const body = studyBody();
  const answers = await many(() => api.post(STUDIES, body, { 'idempotency-key': 'many' }));
  // One that has waited five seconds for the first is told so.
  for (const answer of answers)
    if (answer.status !== 200) expect(answer).toMatchObject({ status: 409, body: { code: 'request_in_flight' } });
  const done = answers.filter(({ status }) => status === 200);
  expect(new Set(done.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect(await count(sql`studies WHERE study_instance_uid = ${String(body.studyInstanceUid)}`)).toBe(1);
});

test(`sign and cancel, ${MANY} studies at once: signed and then cancelled, or cancelled and never signed`, async () => {
  const reader = await newReader(server);
  const drafts = await many(async () => {
    const studyId = await newStudy(server, authorization);
    return { studyId, ...(await writeReport(reader, studyId)) };
  });
  const outcomes = await Promise.all(
    drafts.map(async ({ studyId, reportId, revision }, index) => {
      const sign = () => reader.post(`/reports/${reportId}/sign`, { revision, isCritical: false, dismissals: [] });
      const cancel = () => api.post(`${STUDIES}/cancel`, { studyId });
      // Whoever is sent first wins more often: both are.
      const [signed, cancelled] =
        index % 2 === 0 ? await Promise.all([sign(), cancel()]) : (await Promise.all([cancel(), sign()])).reverse();
      return { studyId, reportId, signed: signed as Answer, cancelled: cancelled as Answer };
    }),
  );
  expect(tally(outcomes.map(({ cancelled }) => cancelled))).toEqual({ 200: MANY });
  await Promise.all(
    outcomes.map(async ({ studyId, reportId, signed }) => {
      const isSigned = signed.status === 200;
      if (!isSigned) expect(signed).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
      const status = isSigned ? 'completed' : 'in_progress';
      const reportIds = [{ reportId, status, isCritical: isSigned ? false : null }];
      expect((await api.get(`${STUDIES}/${studyId}`)).body).toMatchObject({ isCancelled: true, studyReportStatus: status, reportIds });
    }),
  );
  expect(tally(outcomes.map(({ signed }) => signed))[200] ?? 0).toBeGreaterThan(0);
});

describe('a session that is revoked while it is used', () => {
  const end: [string, (user: { userId: string; client: BrowserClient }) => Promise<Answer>][] = [
    ['by signing out everywhere', ({ client }) => client.delete('/sessions')],
    ['by taking the access', ({ userId }) => api.post('/autoScribe/users/revoke-access', { userId })],
  ];
  test.each(end)(`%s: ${MANY} requests are answered or refused, and none after`, async (_, revoke) => {
    const { userId, email } = await server.newUser();
    const client = browserClient(server.app, await server.signIn(email));
    const answers = await many(async (index) => {
      if (index !== MANY / 2) return { index, ...(await client.get('/worklist')) };
      const revoked = await revoke({ userId, client });
      expect(revoked.status).toBe(200);
      // Whatever is sent once that was answered is refused.
      expect((await client.get('/worklist')).status).toBe(401);
      return { index, ...revoked };
    });
    for (const { status } of answers) expect([200, 401]).toContain(status);
    expect(tally(await many(() => client.get('/worklist')))).toEqual({ 401: MANY });
  });

  test(`${MANY} sessions that sign out while they are used: nothing but answers and refusals, and all have ended`, async () => {
    const { email } = await server.newUser();
    const cookie = await server.signIn(email);
    const token = cookie.split('=')[1] ?? '';
    // Signing in costs a hash each: the others are copies of the session under other tokens.
    const tokens = Array.from({ length: MANY }, (_, index) => `${index}${token}`);
    const hash = (text: string) => createHash('sha256').update(text).digest();
    for (const one of tokens) {
      await server.deps.db.asSystem((tx) =>
        tx.execute(sql`
          INSERT INTO sessions (id, clinic_id, user_id, kind, token_hash, expires_at, last_seen_at)
          SELECT gen_random_uuid(), clinic_id, user_id, kind, ${hash(one)}, expires_at, last_seen_at FROM sessions WHERE token_hash = ${hash(token)}`),
      );
    }
    const clients = tokens.map((one) => browserClient(server.app, `readroom_session=${one}`));
    const pairs = await Promise.all(clients.map((client) => Promise.all([client.get('/worklist'), client.delete('/session')])));
    for (const [used, ended] of pairs) {
      expect([200, 401]).toContain(used.status);
      expect(ended.status).toBe(200);
    }
    expect(tally(await Promise.all(clients.map((client) => client.get('/worklist'))))).toEqual({ 401: MANY });
  });
});

test(`a key that is revoked while ${MANY} requests use it: answered or refused, and none after`, async () => {
  const owner = await server.newUser({ level: 'owner', canCreateReports: false });
  const dashboard = browserClient(server.app, await server.signIn(owner.email));
  const key = await server.newKey();
  const client = apiClient(server.app, key.authorization);
  const use = (index: number) => (index % 2 === 0 ? client.get('/express') : client.post('/express', { expressCustomerName: 'Late' }));
  const answers = await many(async (index) => {
    if (index !== MANY / 2) return use(index);
    expect((await dashboard.post(`/admin/keys/${key.id}/revoke`)).status).toBe(200);
    expect(tally([await use(0), await use(1)])).toEqual({ 401: 2 });
    return use(index);
  });
  for (const { status } of answers) expect([200, 401]).toContain(status);
  expect(tally(await many(use))).toEqual({ 401: MANY });
  const created = answers.filter(({ status, body }) => status === 200 && 'expressCustomerId' in body);
  expect(await count(sql`express_customers WHERE created_by_api_key_id = ${key.id}`)).toBe(created.length);
});

test(`a link that ${MANY} open at once lets one in`, async () => {
  const { body } = await api.post(`${STUDIES}/viewer-only-reroute-url`, { studyId: await newStudy(server, authorization) });
  const token = String(body.url).split('#')[1];
  const answers = await many(() => browserClient(server.app).post('/session/open', { token }));
  await winnerOf(answers, 401);
});

test(`text and file of an external report that ${MANY} write at once are written once, and no other file stays`, async () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  const waiting: ServerResponse[] = [];
  // Every file is asked for before the first is given: all are on their way at once.
  const archive = createServer((_, response) => {
    waiting.push(response);
    if (waiting.length === MANY) for (const one of waiting.splice(0)) one.writeHead(200).end(pdf);
  });
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  const reportFileUrl = `http://127.0.0.1:${(archive.address() as AddressInfo).port}/report.pdf`;
  const { studyId } = (await api.post(EXTERNAL, studyBody())).body;
  const fileOf = (index: number) => ({ reportFileUrl, reportFileName: `${index}.pdf` });
  const answers = await many((index) =>
    api.post(`${EXTERNAL}/reports`, { studyId, reportText: `Text ${index}`, readerName: `Dr. ${index}`, ...fileOf(index) }),
  );
  archive.close();
  const winner = await winnerOf(answers, 409);
  const index = answers.indexOf(winner);
  const { body } = await api.get(`${EXTERNAL}/reports/${winner.body.externalReportId}`);
  expect(body).toMatchObject({ studyId, reportText: `Text ${index}`, readerName: `Dr. ${index}` });
  const files: string[] = [];
  for await (const key of server.deps.storage.list('external-reports/')) files.push(key);
  expect(files).toHaveLength(1);
});

test(`${MANY} invitations, each accepted and revoked at once: one of the two, and the user is in or out accordingly`, async () => {
  const admin = await server.newUser({ level: 'admin', canCreateReports: false });
  const dashboard = browserClient(server.app, await server.signIn(admin.email));
  const invited = await many(async () => {
    const { invitation, link } = (await dashboard.post('/admin/invitations', inviteBody())).body;
    return { id: String(invitation.invitationId), token: String(link).split('#')[1] };
  });
  const answers = await Promise.all(
    invited.map(({ id, token }) =>
      Promise.all([
        browserClient(server.app).post('/session/invitation/accept', { token, password: PASSWORD }),
        api.post('/autoScribe/users/invitations/revoke', { invitationId: id }),
      ]),
    ),
  );
  await Promise.all(
    answers.map(async ([accepted, revoked], index) => {
      expect([`${accepted.status} ${revoked.status}`]).toEqual([expect.stringMatching(/^(200 422|401 200)$/)]);
      const { body } = await api.get(`/autoScribe/users/invitations/${invited[index]?.id}`);
      expect(body.status).toBe(accepted.status === 200 ? 'accepted' : 'revoked');
    }),
  );
});
