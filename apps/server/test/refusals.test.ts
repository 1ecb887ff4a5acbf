import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { takeKey } from '../src/platform/http/kept-answers.ts';
import { apiClient, inviteBody, newUid, studyBody } from './api.ts';
import { createTestApp, type TestApp } from './app.ts';
import { type ApiDocument, type Operation, readDocument } from './fuzz/document.ts';

/**
 * Every operation of the API document with every refusal that is documented for it: one that nothing here can bring about is documented for nothing. What most share has a recipe for all;
 * the rules of single operations are listed below. Setup file: each answer is held against the document.
 */
type Json = Record<string, unknown>;
interface Attempt {
  path?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: Json | string | undefined;
}

const hex = () => randomBytes(16).toString('hex');
/** Ids that nobody has, by the name of their parameter. */
const UNKNOWN: Record<string, () => string> = {
  studyId: () => `stu_${hex()}`,
  studyInstanceUid: newUid,
  reportId: () => `rep_${hex()}`,
  externalReportId: () => `ext_${hex()}`,
  clinicalReferenceId: () => `ref_${hex()}`,
  externalReferenceId: () => `nobody-${hex()}`,
  expressCustomerId: () => `cus_${hex()}`,
  orgId: () => `org_${hex()}`,
  userId: () => `usr_${hex()}`,
  invitationId: () => `inv_${hex()}`,
};
const unknown = (name: string): string => UNKNOWN[name]?.() ?? '';

let server: TestApp;
let document: ApiDocument;
let keys: Record<'all' | 'noViewer', string>;
/** Ids of the clinic, by the path of what has them. */
let known: Record<string, string>;
let twoStudies: string;
let takenName: string;
let deletedReference: string;
let revokedUser: string;

beforeAll(async () => {
  server = await createTestApp({ database: { maxConnections: 60, waitMillis: 60_000 } });
  document = await readDocument(server.app);
  keys = {
    all: (await server.newKey({ studyWebhookUrl: 'https://127.0.0.1:1/hook' })).authorization,
    noViewer: (await server.newKey({ isViewerEnabled: false })).authorization,
  };
  const api = apiClient(server.app, keys.all);
  const made = async (path: string, body: Json): Promise<Record<string, string>> => {
    const answer = await api.post(path, body);
    if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const study = await made('/autoScribe/studies', studyBody());
  const other = await made('/autoScribe/studies', studyBody());
  const viewed = await made('/viewer/studies', { severity: 'normal', studyDescription: 'MR', studyInstanceUid: newUid() });
  const customer = await made('/express', { expressCustomerName: 'North' });
  const reference = await made('/autoScribe/clinicalReferences', { name: 'North Hospital', type: 'facility' });
  deletedReference = String((await made('/autoScribe/clinicalReferences', { name: 'Gone', type: 'facility' })).clinicalReferenceId);
  await made(`/autoScribe/clinicalReferences/${deletedReference}/delete`, {});
  takenName = (await made('/autoScribe/clinicalReferences', { name: 'South Hospital', type: 'facility' })).name ?? '';
  const { userId = '' } = await made('/autoScribe/users', inviteBody());
  revokedUser = String((await made('/autoScribe/users', inviteBody())).userId);
  await made('/autoScribe/users/revoke-access', { userId: revokedUser });
  const list = await api.get(`/autoScribe/users/invitations?userId=${userId}`);
  const { invitationId } = list.body.invitations[0];
  known = {
    '/v1/autoScribe/studies/{studyId}': String(study.studyId),
    '/v1/viewer/studies/{studyId}': String(viewed.studyId),
    '/v1/autoScribe/clinicalReferences/{clinicalReferenceId}': String(reference.clinicalReferenceId),
    '/v1/express/{expressCustomerId}': String(customer.expressCustomerId),
    '/v1/orgs/{orgId}': String(customer.expressCustomerId).replace('cus_', 'org_'),
    '/v1/autoScribe/users/{userId}': userId,
    '/v1/viewer/users/{userId}': userId,
    '/v1/autoScribe/users/invitations/{invitationId}': invitationId,
    '/v1/viewer/users/invitations/{invitationId}': invitationId,
  };
  twoStudies = `studyId=${study.studyId}&studyInstanceUid=${other.studyInstanceUid}`;
  return () => server.close();
});

const unknownPath = ({ path }: Operation) => path.replace(/\{(\w+)\}/g, (_, name: string) => unknown(name));
const knownPath = ({ path }: Operation) => path.replace(/\{\w+\}/, known[path] ?? '');

/** A body that the operation takes, and that names nothing that is there. */
function bodyOf({ body, path }: Operation): Json | undefined {
  if (body === null) return undefined;
  const [example] = (document.resolve(body).examples ?? []) as Json[];
  if (path.endsWith('/invitations/revoke')) return { invitationId: unknown('invitationId') };
  if (path.endsWith('/reroute-url') && path.includes('autoScribe'))
    return { studyId: unknown('studyId'), assignedToUserId: unknown('userId') };
  if (/\/(?:cancel|uncancel|external\/delete|viewer-only-reroute-url|reroute-url)$/.test(path)) return { studyId: unknown('studyId') };
  if (/\/users(?:\/revoke-access|\/reactivate)$/.test(path) || /\}\/users$/.test(path)) return { userId: unknown('userId') };
  if (path.endsWith('/external/reports')) return { studyId: unknown('studyId'), readerName: 'Dr. A' };
  const { expressCustomerId: _, orgId: _o, assignedTo: _a, reportFileUrl: _u, reportFileName: _n, ...rest } = example ?? {};
  return rest;
}

/** Refused for what it names: where that is not in the path. */
function naming(operation: Operation): Attempt {
  const { path } = operation;
  if (/\{\w+\}/.test(path)) return {};
  if (operation.method === 'GET') return { query: `studyId=${unknown('studyId')}` };
  if (/\/(?:studies|external|clinicalReferences)$/.test(path))
    return { body: { ...bodyOf(operation), expressCustomerId: unknown('expressCustomerId') } };
  return {};
}

/** The rules of single operations that refuse a PATCH or a GET; those of POST have an Idempotency-Key. */
function ruled({ path, method }: Operation, status: number): Attempt | null {
  if (status === 409 && path.endsWith('/clinicalReferences/{clinicalReferenceId}')) return { body: { name: takenName } };
  if (status !== 422) return null;
  if (method === 'GET') return { query: twoStudies };
  if (path.includes('/viewer/users')) return { body: { level: 'admin', hasDashboardAccess: false } };
  if (path.includes('/users')) return { body: { canCreateReports: true, npiNumber: null } };
  if (path.includes('/clinicalReferences/')) return { path: path.replace(/\{\w+\}/, deletedReference), body: { name: 'Other' } };
  return { body: { assignedTo: revokedUser } };
}

/** What is sent for a status; null where there is no recipe. */
function attempt(operation: Operation, status: number): Attempt | null {
  const body = bodyOf(operation);
  const isGet = operation.method === 'GET';
  switch (status) {
    case 400:
      return isGet ? { query: 'nothing=1' } : { body: '{"nothing":1}' };
    case 401:
      return { headers: { authorization: '' }, body };
    case 403:
      return { headers: { authorization: keys.noViewer }, body };
    case 404:
      return { body, ...naming(operation) };
    case 412:
      return { path: knownPath(operation), headers: { 'if-match': '"another"' }, body: {} };
    case 413:
      return { headers: { 'content-length': `${2 ** 30}`, 'content-type': 'application/json' }, body: '{}' };
    case 415:
      return { headers: { 'content-type': 'text/plain' }, body: 'text' };
    default:
      return operation.method === 'POST' ? { body } : { path: knownPath(operation), ...ruled(operation, status) };
  }
}

async function send(app: TestApp['app'], operation: Operation, { path, query, headers = {}, body }: Attempt) {
  const url = `${path ?? unknownPath(operation)}${query === undefined ? '' : `?${query}`}`;
  const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const answer = await app.inject({
    method: operation.method,
    url,
    headers: { authorization: keys.all, ...type, ...headers },
    ...(body !== undefined && { payload: body }),
  });
  return { status: answer.statusCode, code: answer.json().code as string };
}

/** Every operation with a status; a name and the operation for `test.each`. */
const withStatus = (status: number) => document.operations.filter(({ statuses }) => statuses.includes(status));

const CODES: Record<number, RegExp> = {
  400: /^malformed_request$/,
  401: /^unauthenticated$/,
  403: /^viewer_not_enabled$/,
  404: /^not_found$/,
  409: /^conflict$/,
  412: /^precondition_failed$/,
  413: /^body_too_large$/,
  415: /^unsupported_media_type$/,
  422: /^unprocessable$/,
};

describe('every operation is refused as documented', () => {
  test.each([400, 401, 403, 404, 412, 413, 415])('%i', async (status) => {
    const operations = withStatus(status);
    expect(operations.length).toBeGreaterThan(5);
    for (const operation of operations) {
      const found = await send(server.app, operation, attempt(operation, status) ?? {});
      expect([operation.operationId, found]).toEqual([
        operation.operationId,
        { status, code: expect.stringMatching(CODES[status] ?? /^$/) },
      ]);
    }
  });

  test.each([409, 422])('%i, where it is not POST', async (status) => {
    for (const operation of withStatus(status).filter(({ method }) => method !== 'POST')) {
      const found = await send(server.app, operation, attempt(operation, status) ?? {});
      expect([operation.operationId, found]).toEqual([
        operation.operationId,
        { status, code: expect.stringMatching(CODES[status] ?? /^$/) },
      ]);
    }
  });

  test('422 for an Idempotency-Key of another request', async () => {
    for (const operation of withStatus(422).filter(({ method }) => method === 'POST')) {
      const headers = { 'idempotency-key': operation.operationId };
      await send(server.app, operation, { headers, body: bodyOf(operation) });
      // Other ids in the path or the body; where it names nothing, another body.
      const body = bodyOf(operation);
      const other = await send(server.app, operation, { headers, body: body && { ...body, ...otherThan(operation, body) } });
      expect([operation.operationId, other]).toEqual([operation.operationId, { status: 422, code: 'idempotency_key_reused' }]);
    }
  });

  test('409 for an Idempotency-Key whose first request still runs', async () => {
    const operations = withStatus(409).filter(({ method }) => method === 'POST');
    expect(operations.length).toBeGreaterThan(25);
    const released = Promise.withResolvers<void>();
    const taken = Promise.withResolvers<void>();
    const holding = server.deps.db.asSystem(async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(sql`SELECT id FROM api_keys WHERE study_webhook_url IS NOT NULL`);
      const owner = { clinicId: server.clinicId, apiKeyId: rows[0]?.id ?? '' };
      for (const { operationId } of operations) takeKey(tx, owner.apiKeyId, `held-${operationId}`);
      await tx.execute(sql`SELECT 'all are held'`);
      taken.resolve();
      await released.promise;
    });
    await taken.promise;
    const answers = await Promise.all(
      operations.map(async (operation) => {
        const headers = { 'idempotency-key': `held-${operation.operationId}` };
        return [operation.operationId, await send(server.app, operation, { headers, body: bodyOf(operation) })];
      }),
    );
    released.resolve();
    await holding;
    expect(answers).toEqual(operations.map(({ operationId }) => [operationId, { status: 409, code: 'request_in_flight' }]));
  });

  test('429', async () => {
    const tired = await createTestApp({
      environment: { READROOM_RATE_LIMIT: '1' },
      deps: { clock: { now: () => new Date('2026-03-02T08:00:00Z') } },
    });
    const { authorization } = await tired.newKey();
    const operations = withStatus(429);
    expect(operations).toHaveLength(document.operations.length);
    for (let number = 0; number < 10; number += 1) await tired.app.inject({ url: '/v1/express', headers: { authorization } });
    for (const operation of operations) {
      const found = await send(tired.app, operation, { headers: { authorization }, body: bodyOf(operation) });
      expect([operation.operationId, found]).toEqual([operation.operationId, { status: 429, code: 'too_many_requests' }]);
    }
    await tired.close();
  });

  test('each documents what its method and its place bring with them', () => {
    for (const { operationId, method, path, statuses, body } of document.operations) {
      const wanted = [401, 429, 500, 503];
      if (method === 'POST') wanted.push(409, 422);
      if (method === 'PATCH') wanted.push(412);
      if (method !== 'GET') wanted.push(400, 413, 415);
      if (path.startsWith('/v1/viewer/')) wanted.push(403);
      if (/\{\w+\}/.test(path) || (body !== null && method === 'PATCH')) wanted.push(404);
      expect([operationId, statuses]).toEqual([operationId, expect.arrayContaining(wanted)]);
    }
  });

  test('and no refusal is documented beside these', () => {
    const tried = new Set([400, 401, 403, 404, 409, 412, 413, 415, 422, 429]);
    const documented = new Set(document.operations.flatMap(({ statuses }) => statuses.filter((status) => status >= 400 && status < 500)));
    expect([...documented].filter((status) => !tried.has(status))).toEqual([]);
  });
});

/** One field of the body with another value that it takes. */
function otherThan({ path }: Operation, body: Json): Json {
  const [name = '', value] = Object.entries(body)[0] ?? [];
  if (name in UNKNOWN) return { [name]: unknown(name) };
  if ('email' in body) return { email: `${hex()}@example.org` };
  if (path.includes('clinicalReferences')) return { name: hex() };
  if ('studyInstanceUid' in body) return { studyInstanceUid: newUid() };
  return { [name]: `${value} other` };
}
