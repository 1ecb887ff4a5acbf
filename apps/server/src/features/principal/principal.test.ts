import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader } from '../../../test/browser.ts';
import { revokeKey } from '../keys/index.ts';

let server: TestApp;
let now = new Date('2026-03-02T08:00:00Z');

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => now } } });
  return () => server.close();
});

const STUDIES = '/v1/autoScribe/studies';
const list = (headers: Record<string, string>, url = STUDIES) => server.app.inject({ url, headers });

test('a key opens the API, whatever the case of the scheme', async () => {
  const { key } = await server.newKey();
  for (const scheme of ['Bearer', 'bearer', 'BEARER']) expect((await list({ authorization: `${scheme} ${key}` })).statusCode).toBe(200);
});

test('everything else is 401 alike: no key, unknown, malformed, in another scheme or place, a cookie', async () => {
  const { key } = await server.newKey();
  const { cookie } = await newReader(server);
  const none: Record<string, string>[] = [
    {},
    { authorization: '' },
    { authorization: key },
    { authorization: 'Bearer' },
    { authorization: `Bearer sk_live_${'0'.repeat(32)}` },
    { authorization: `Bearer ${key}x` },
    { authorization: `Bearer ${key.slice(0, -1)}` },
    { authorization: `Bearer ${key.toUpperCase()}` },
    { authorization: `Bearer  ${key}` },
    { authorization: `Bearer ${key}, Bearer ${key}` },
    { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    { authorization: `Token ${key}` },
    { 'x-api-key': key },
    { cookie },
  ];
  for (const headers of none) {
    const answer = await list(headers);
    expect([answer.statusCode, answer.json().code, answer.headers['www-authenticate']]).toEqual([401, 'unauthenticated', 'Bearer']);
  }
  expect((await list({}, `${STUDIES}?key=${key}`)).statusCode).toBe(401);
});

test('a revoked key is refused with the next request', async () => {
  const { id, authorization } = await server.newKey();
  expect((await list({ authorization })).statusCode).toBe(200);
  await revokeKey(server.deps, id);
  expect((await list({ authorization })).statusCode).toBe(401);
});

test('a key is refused everywhere once it is revoked, and goes by its new scope once that is changed, though it was known a moment ago', async () => {
  const { id, authorization } = await server.newKey();
  const own = await server.newKey();
  const create = (key: { authorization: string }) =>
    server.app.inject({ method: 'POST', url: STUDIES, headers: { authorization: key.authorization }, payload: studyBody() });
  const other = (await create(own)).json().studyId;
  const calls = () => [list({ authorization }), list({ authorization }, `${STUDIES}/${other}`), create({ authorization })];
  const statuses = async () => (await Promise.all(calls())).map((answer) => answer.statusCode);
  expect(await statuses()).toEqual([200, 200, 200]);
  await server.deps.db.asSystem((tx) => tx.execute(sql`UPDATE api_keys SET scope = 'self' WHERE id = ${id}`));
  expect(await statuses()).toEqual([200, 404, 200]);
  expect((await list({ authorization })).json().studies).toHaveLength(2);
  await revokeKey(server.deps, id);
  expect(await statuses()).toEqual([401, 401, 401]);
});

test('a key does not open what belongs to people', async () => {
  const { authorization } = await server.newKey();
  for (const url of ['/api/worklist', '/api/events', `/api/studies/stu_${'0'.repeat(32)}`])
    expect((await list({ authorization }, url)).statusCode).toBe(401);
});

test('a path written in another way is guarded all the same', async () => {
  for (const url of ['/%76%31/autoScribe/studies', '/v1/autoScribe/%73tudies', '/%61pi/worklist', '/api/%77orklist']) {
    expect((await list({ accept: 'text/html' }, url)).statusCode).toBe(401);
  }
  for (const url of ['//v1/autoScribe/studies', '/V1/autoScribe/studies', '/v1/../v1/autoScribe/studies', '/v1;/autoScribe/studies']) {
    expect((await list({}, url)).statusCode).toBeGreaterThanOrEqual(400);
  }
});

test('what does not exist below /v1 and /api asks for credentials first', async () => {
  for (const url of ['/v1', '/v1/nothing', '/api', '/api/nothing']) expect((await list({}, url)).statusCode).toBe(401);
  const { authorization } = await server.newKey();
  expect((await list({ authorization }, '/v1/nothing')).json().code).toBe('route_not_found');
});

test('the last use of a key is known to the minute', async () => {
  const { id, authorization } = await server.newKey();
  const lastUse = async () => {
    const { rows } = await server.deps.db.asSystem((tx) => tx.execute(sql`SELECT last_used_at FROM api_keys WHERE id = ${id}`));
    return rows[0]?.last_used_at && new Date(String(rows[0].last_used_at)).toISOString();
  };
  expect(await lastUse()).toBeNull();
  const first = now.toISOString();
  await list({ authorization });
  expect(await lastUse()).toBe(first);
  now = new Date(now.getTime() + 30_000);
  await list({ authorization });
  expect(await lastUse()).toBe(first);
  now = new Date(now.getTime() + 31_000);
  await list({ authorization });
  expect(await lastUse()).toBe(now.toISOString());
});
