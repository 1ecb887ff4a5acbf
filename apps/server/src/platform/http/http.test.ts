import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { publicId } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { createClinic } from '../../features/clinics/index.ts';
import { revokeKey } from '../../features/keys/index.ts';
import { createLog } from '../log/index.ts';
import { MAX_JSON_BODY_BYTES } from './json-body.ts';

const STUDIES = '/v1/autoScribe/studies';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
let server: TestApp;
let origin: string;
let authorization: string;
const lines: string[] = [];

beforeAll(async () => {
  const log = createLog('trace', { write: (line: string) => lines.push(line) });
  server = await createTestApp({ deps: { log } });
  origin = await server.app.listen({ port: 0, host: '127.0.0.1' });
  authorization = (await server.newKey()).authorization;
});
afterAll(() => server.close());

const call = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  fetch(`${origin}${path}`, { ...init, headers: { authorization, ...init.headers } });
const json = { 'content-type': 'application/json' };

describe('keys', () => {
  test.each([
    ['none', undefined],
    ['another scheme', 'Basic c2s6'],
    ['no key', 'Bearer '],
    ['an unknown key', `Bearer sk_live_${'0'.repeat(32)}`],
    ['a key of another form', 'Bearer sk_test_1'],
    ['upper-case hex', `Bearer sk_live_${'A'.repeat(32)}`],
  ])('401 for %s, before anything else is looked at', async (_name, header) => {
    for (const path of [STUDIES, '/v1/nothing', `${STUDIES}/by-uid/x`]) {
      const answer = await fetch(`${origin}${path}`, {
        method: 'POST',
        body: '{"broken',
        headers: { ...json, ...(header && { authorization: header }) },
      });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
    }
  });

  test('401 once a key is revoked', async () => {
    const key = await server.newKey();
    const asKey = () => fetch(`${origin}${STUDIES}`, { headers: { authorization: key.authorization } });
    expect((await asKey()).status).toBe(200);
    await revokeKey(server.deps, key.id);
    expect((await asKey()).status).toBe(401);
  });

  test('404 alike for what another clinic or another key has, what is not there, and what is no id', async () => {
    const clinicId = await createClinic(server.deps, 'Other');
    const foreignKey = await server.newKey({ clinicId });
    const create = async (key: string) => {
      const answer = await call(STUDIES, { method: 'POST', headers: { ...json, authorization: key }, body: JSON.stringify(studyBody()) });
      return (await answer.json()) as { studyId: string; studyInstanceUid: string };
    };
    const foreign = await create(foreignKey.authorization);
    const ofOtherKey = await create(authorization);
    const self = await server.newKey({ scope: 'self' });
    const own = await create(self.authorization);
    const get = async (path: string) => {
      const answer = await call(path, { headers: { authorization: self.authorization } });
      const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>;
      return { status: answer.status, body };
    };
    expect((await get(`${STUDIES}/${own.studyId}`)).status).toBe(200);
    const unknown = await get(`${STUDIES}/${publicId('stu', crypto.randomUUID())}`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
    for (const study of [foreign, ofOtherKey]) {
      expect(await get(`${STUDIES}/${study.studyId}`)).toEqual(unknown);
      expect(await get(`${STUDIES}/by-uid/${study.studyInstanceUid}`)).toEqual(unknown);
    }
    expect(await get(`${STUDIES}/by-uid/${newUid()}`)).toEqual(unknown);
    expect(await get(`${STUDIES}/by-uid/1.02.3`)).toEqual(unknown);
    expect(await get(`${STUDIES}/stu_XYZ`)).toEqual(unknown);
    const list = (await (await call(STUDIES, { headers: { authorization: self.authorization } })).json()) as {
      studies: { studyId: string }[];
    };
    expect(list.studies.map((study) => study.studyId)).toEqual([own.studyId]);
  });

  test('what self scope does not reach is not changed either', async () => {
    const created = await call(STUDIES, { method: 'POST', headers: json, body: JSON.stringify(studyBody()) });
    const { studyId } = (await created.json()) as { studyId: string };
    const self = { ...json, authorization: (await server.newKey({ scope: 'self' })).authorization };
    const body = JSON.stringify({ studyId });
    expect((await call(`${STUDIES}/${studyId}`, { method: 'PATCH', headers: self, body: '{"severity":"stat"}' })).status).toBe(404);
    for (const action of ['cancel', 'uncancel', 'viewer-only-reroute-url']) {
      expect((await call(`${STUDIES}/${action}`, { method: 'POST', headers: self, body })).status).toBe(404);
    }
  });
});

describe('routes', () => {
  test.each([
    ['GET', '/v1'],
    ['GET', '/v1/autoScribe'],
    ['GET', '/v1/autoscribe/studies'],
    ['GET', `${STUDIES}/`],
  ])('404 route_not_found for %s %s', async (method, path) => {
    const answer = await call(path, { method });
    expect(answer.status).toBe(404);
    const body = await answer.json();
    expect(body).toMatchObject({
      code: path === `${STUDIES}/` ? 'not_found' : 'route_not_found',
      requestId: answer.headers.get('x-request-id'),
    });
  });
});

describe('methods', () => {
  test.each([
    ['DELETE', STUDIES, 'GET, HEAD, POST'],
    ['OPTIONS', STUDIES, 'GET, HEAD, POST'],
    ['PUT', `${STUDIES}/stu_x`, 'GET, HEAD, PATCH'],
    ['POST', `${STUDIES}/by-uid/1.2`, 'GET, HEAD'],
    ['GET', `${STUDIES}/cancel`, 'POST'],
    ['HEAD', `${STUDIES}/cancel`, 'POST'],
    ['PATCH', '/v1/express/cus_x/users', 'DELETE, POST'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ])('405 for %s %s, with those that are allowed', async (method, path, allowed) => {
    const answer = await call(path, { method, ...(method === 'PUT' && { body: '<x/>', headers: { 'content-type': 'text/xml' } }) });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allowed);
    if (method !== 'HEAD') expect(await answer.json()).toMatchObject({ code: 'method_not_allowed' });
  });

  test('a key is asked for first', async () => {
    const answer = await fetch(`${origin}${STUDIES}`, { method: 'DELETE' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('allow')).toBeNull();
  });

  test('HEAD says what GET would, without the body', async () => {
    const created = await call(STUDIES, { method: 'POST', headers: json, body: JSON.stringify(studyBody()) });
    const path = `${STUDIES}/${((await created.json()) as { studyId: string }).studyId}`;
    const [get, head] = [await call(path), await call(path, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const kept = ({ headers }: Response) => ['content-type', 'content-length', 'cache-control', 'etag'].map((name) => headers.get(name));
    expect(kept(head)).toEqual(kept(get));
    expect((await call(`${STUDIES}/stu_x`, { method: 'HEAD' })).status).toBe(404);
  });
});

describe('bodies', () => {
  test.each(['{"studyId":', 'nonsense', '{"a":1}{', '{"__proto__":{"a":1}}'])('400 for %s', async (body) => {
    const answer = await call(`${STUDIES}/cancel`, { method: 'POST', headers: json, body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'malformed_request' });
  });

  test.each([undefined, 'null', '{}'])('a body without fields names each that is missing: %s', async (body) => {
    const answer = await call(STUDIES, { method: 'POST', ...(body && { headers: json, body }) });
    expect(answer.status).toBe(400);
    const { issues } = (await answer.json()) as { issues: { path: string }[] };
    expect(issues.map(({ path }) => path).sort()).toEqual(['reportMetadata', 'severity', 'studyDescription', 'studyInstanceUid']);
  });

  test.each(['[]', '"text"', '1', 'true'])('400 for JSON that is no object: %s', async (body) => {
    expect((await call(STUDIES, { method: 'POST', headers: json, body })).status).toBe(400);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x'])(
    '415 for %s',
    async (type) => {
      const answer = await call(STUDIES, { method: 'POST', headers: { 'content-type': type }, body: 'a=b' });
      expect(answer.status).toBe(415);
      expect(await answer.json()).toMatchObject({ code: 'unsupported_media_type' });
    },
  );

  test.each(['application/json; charset=utf-8', 'application/vnd.api+json'])('JSON as %s is taken', async (type) => {
    const answer = await call(STUDIES, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(studyBody()) });
    expect(answer.status).toBe(200);
  });

  test('413 above the limit, and the server goes on', async () => {
    const body = `{"studyDescription":"${'x'.repeat(MAX_JSON_BODY_BYTES)}"}`;
    const answer = await call(STUDIES, { method: 'POST', headers: json, body });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'body_too_large' });
    expect((await call(STUDIES)).status).toBe(200);
  });

  test('a body of nothing but faults gets a short answer', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`${'k'.repeat(500)}${index}`, 1]));
    const answer = await call(STUDIES, { method: 'POST', headers: json, body: JSON.stringify(unknown) });
    expect(answer.status).toBe(400);
    const { issues } = (await answer.json()) as { issues: { path: string; message: string }[] };
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)).toEqual({ path: '', message: 'there are more than these 100' });
    expect(Math.max(...issues.map(({ path }) => path.length))).toBe(300);
  });

  test('where nobody is signed in, and wherever no study is told of, a body is short', async () => {
    const body = JSON.stringify({ email: 'a@b.example', password: 'x'.repeat(2_000_000) });
    const headers = { ...json, origin: server.deps.config.publicUrl };
    expect((await call('/api/session', { method: 'POST', headers, body })).status).toBe(413);
  });

  test.each(['[', '{"a":'])('400 for %s nested without end', async (open) => {
    const answer = await call(STUDIES, { method: 'POST', headers: json, body: `{"metadata":${open.repeat(50_000)}` });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ issues: [{ message: expect.stringContaining('levels') }] });
  });

  test('a body may be absent in every way that clients leave it out', async () => {
    const created = await call(STUDIES, { method: 'POST', headers: json, body: JSON.stringify(studyBody()) });
    const { studyId } = (await created.json()) as { studyId: string };
    const path = `${STUDIES}/${studyId}`;
    const absent: RequestInit[] = [
      {},
      { headers: json },
      { headers: json, body: '' },
      { headers: json, body: 'null' },
      { headers: json, body: '{}' },
      { headers: { 'content-type': 'text/plain' }, body: '' },
    ];
    for (const init of absent) {
      expect((await call(path, { method: 'PATCH', ...(init as { headers?: Record<string, string> }) })).status).toBe(200);
    }
  });
});

describe('request ids', () => {
  test.each([
    ['a UUID is taken', '0B8B3E9C-6A9B-4C39-9F7E-2B0D8C1F3A55', '0b8b3e9c-6a9b-4c39-9f7e-2b0d8c1f3a55'],
    ['anything else is not', 'Jane Doe', null],
    ['nor a UUID with more', '0b8b3e9c-6a9b-4c39-9f7e-2b0d8c1f3a55 x', null],
  ])('%s', async (_name, given, expected) => {
    const answer = await call(STUDIES, { headers: { 'x-request-id': given } });
    const id = answer.headers.get('x-request-id') ?? '';
    expect(id).toMatch(UUID);
    if (expected) expect(id).toBe(expected);
    else expect(id).not.toContain(given.slice(0, 8));
  });

  test('no cache keeps an answer', async () => {
    for (const path of [STUDIES, '/v1/nothing']) expect((await call(path)).headers.get('cache-control')).toBe('no-store');
  });

  test('every failure carries the same id in header and body', async () => {
    for (const answer of [
      await call('/v1/nothing'),
      await fetch(`${origin}${STUDIES}`),
      await call(`${STUDIES}?limit=x`),
      await call('/v1/%E0%A4%A'),
    ]) {
      expect(((await answer.json()) as { requestId: string }).requestId).toBe(answer.headers.get('x-request-id'));
    }
  });

  test('what is no HTTP is answered in the same form', async () => {
    const { port } = new URL(origin);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      let received = '';
      socket.on('data', (data) => {
        received += data;
      });
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"malformed_request"');
  });
});

describe('a fault of ours', () => {
  test('is a 500 without details; the log has its cause, and no PHI', async () => {
    const fail = () => Promise.reject(new TypeError('boom'));
    const broken = await createTestApp({
      deps: { log: server.deps.log, db: { ...server.deps.db, inClinic: fail, read: fail } },
    });
    const key = await server.newKey();
    const answer = await broken.app
      .inject({ method: 'GET', url: `${STUDIES}?studyDescription=Jane+Doe`, headers: { authorization: key.authorization } })
      .finally(() => undefined);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({ code: 'internal', message: expect.any(String), requestId: answer.headers['x-request-id'] });
    expect(answer.body).not.toContain('boom');
    const logged = lines.filter((line) => line.includes(String(answer.headers['x-request-id'])));
    expect(logged.join()).toContain('boom');
    expect(lines.join()).not.toContain('Doe');
    await broken.close();
  });

  test('a failed query leaves no trace of its values, neither in the answer nor in the log', async () => {
    const broken = await createTestApp({ deps: { log: server.deps.log } });
    await broken.deps.db.asSystem(async (tx) => {
      await tx.execute(
        sql`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no: %', NEW.report_metadata; END $$`,
      );
      await tx.execute(sql`CREATE TRIGGER fail BEFORE INSERT ON studies FOR EACH ROW EXECUTE FUNCTION fail()`);
    });
    lines.length = 0;
    const key = await broken.newKey();
    for (const headers of [{}, { 'idempotency-key': 'k' }]) {
      const answer = await broken.app.inject({
        method: 'POST',
        url: STUDIES,
        headers: { authorization: key.authorization, ...headers },
        payload: studyBody(),
      });
      expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal']);
      expect(answer.body).not.toContain('DOE');
    }
    expect(lines.filter((line) => line.includes('"code":"P0001"'))).toHaveLength(2);
    expect(lines.join()).not.toContain('DOE');
    await broken.close();
  });

  test('the log names the route of a request, never its address, key or body', async () => {
    lines.length = 0;
    await call(`${STUDIES}?studyDescription=Jane+Doe`);
    await call(STUDIES, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(studyBody({ reportMetadata: { patientName: 'DOE^JANE' }, extra: 'Doe' })),
    });
    for (let tries = 0; lines.length < 2 && tries < 100; tries += 1) await sleep(10);
    const text = lines.join('\n');
    expect(text).toContain('"route":"/v1/autoScribe/studies"');
    expect(text).not.toMatch(/doe|jane|sk_live|127\.0\.0\.1/i);
  });
});
