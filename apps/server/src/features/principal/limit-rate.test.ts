import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';

const STUDIES = '/v1/autoScribe/studies';
let server: TestApp;
let now = new Date('2026-03-02T08:00:00Z');
const pass = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds);
};

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => now } }, environment: { READROOM_RATE_LIMIT: '2' } });
  return () => server.close();
});

const get = (authorization: string, url = STUDIES) => server.app.inject({ url, headers: { authorization } });
const statuses = async (count: number, authorization: string) => {
  const answers = [];
  for (let number = 0; number < count; number += 1) answers.push((await get(authorization)).statusCode);
  return answers;
};

test('a key may call four seconds’ worth at once, then as fast as the settings say, and is told how long to wait', async () => {
  const { authorization } = await server.newKey();
  expect(await statuses(9, authorization)).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429]);
  const refused = await get(authorization);
  expect(refused.json()).toMatchObject({ code: 'too_many_requests', requestId: refused.headers['x-request-id'] });
  expect(refused.headers).toMatchObject({ 'retry-after': '1', 'retry-after-ms': '500' });
  expect(refused.headers).not.toHaveProperty('x-should-retry');

  pass(400);
  expect((await get(authorization)).headers['retry-after-ms']).toBe('100');
  pass(100);
  expect(await statuses(2, authorization)).toEqual([200, 429]);
  pass(-60_000);
  expect(await statuses(1, authorization)).toEqual([429]);
  pass(3_600_000);
  expect(await statuses(9, authorization)).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429]);
});

test('each key for itself; every path of /v1 counts, images do not, nor do calls without a key', async () => {
  const tired = await server.newKey();
  for (let number = 0; number < 8; number += 1) expect((await get(tired.authorization, '/v1/nothing')).statusCode).toBe(404);
  expect((await get(tired.authorization, '/v1/nothing')).statusCode).toBe(429);
  expect(await statuses(1, tired.authorization)).toEqual([429]);
  expect((await get(tired.authorization, '/dicom-web/studies')).statusCode).not.toBe(429);
  expect(await statuses(1, (await server.newKey()).authorization)).toEqual([200]);
  expect(await statuses(12, 'Bearer nothing')).toEqual(Array.from({ length: 12 }, () => 401));
});

test('what was refused is not done, and the same Idempotency-Key does it later', async () => {
  const { authorization } = await server.newKey();
  await statuses(8, authorization);
  const headers = { authorization, 'idempotency-key': 'once' };
  const create = () => server.app.inject({ method: 'POST', url: '/v1/express', headers, payload: { expressCustomerName: 'North' } });
  expect((await create()).statusCode).toBe(429);
  pass(10_000);
  expect((await create()).statusCode).toBe(200);
  const { expressCustomers } = (await get(authorization, '/v1/express')).json();
  expect(expressCustomers).toHaveLength(1);
});
