import { beforeAll, expect, test } from 'vitest';
import { studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader } from '../../../test/browser.ts';

let server: TestApp;

beforeAll(async () => {
  server = await createTestApp({ database: { maxConnections: 1, waitMillis: 1500 } });
  return () => server.close();
});

/** Takes the only connection until the returned function is called. */
async function takeConnection(): Promise<() => Promise<void>> {
  const released = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  const holding = server.deps.db.asSystem(async () => {
    taken.resolve();
    await released.promise;
  });
  await taken.promise;
  return () => {
    released.resolve();
    return holding;
  };
}

test('where no connection comes free in time: 503 with the time to wait, nothing done; afterwards everything works', async () => {
  const { authorization } = await server.newKey();
  const { cookie } = await newReader(server);
  const url = '/v1/autoScribe/studies';
  const create = () => server.app.inject({ method: 'POST', url, headers: { authorization }, payload: studyBody() });
  const list = () => server.app.inject({ url, headers: { authorization } });
  const giveBack = await takeConnection();
  const calls = [create(), list(), server.app.inject({ url: '/api/worklist', headers: { cookie } })];
  for (const answer of await Promise.all(calls)) {
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'overloaded', requestId: answer.headers['x-request-id'] });
    expect(answer.headers).toMatchObject({ 'retry-after': '2', 'retry-after-ms': '2000' });
  }
  await giveBack();
  expect((await list()).json().studies).toEqual([]);
  expect((await create()).statusCode).toBe(200);
});

test('an Idempotency-Key that was refused so does its work when it comes again', async () => {
  const { authorization } = await server.newKey({ scope: 'self' });
  const headers = { authorization, 'idempotency-key': 'once' };
  const create = () => server.app.inject({ method: 'POST', url: '/v1/express', headers, payload: { expressCustomerName: 'North' } });
  const giveBack = await takeConnection();
  expect((await create()).statusCode).toBe(503);
  await giveBack();
  const done = await create();
  expect(done.statusCode).toBe(200);
  expect((await create()).json()).toEqual(done.json());
});

test('of changes under one ETag, some of which come too late, one is done', async () => {
  const { authorization } = await server.newKey();
  const call = (method: 'POST' | 'PATCH' | 'GET', url: string, payload?: Record<string, unknown>, headers = {}) =>
    server.app.inject({ method, url: `/v1/autoScribe/studies${url}`, headers: { authorization, ...headers }, ...(payload && { payload }) });
  const { studyId } = (await call('POST', '', studyBody())).json();
  const etag = String((await call('GET', `/${studyId}`)).headers.etag);
  const patches = (words: string) =>
    Array.from({ length: 50 }, (_, index) =>
      call('PATCH', `/${studyId}`, { technologistTechnique: `${words} ${index}` }, { 'if-match': etag }),
    );
  const giveBack = await takeConnection();
  const early = patches('early');
  expect((await Promise.race(early)).statusCode).toBe(503);
  const late = patches('late');
  await giveBack();
  const answers = await Promise.all([...early, ...late]);
  expect(answers.map(({ statusCode }) => statusCode).filter((status) => ![200, 412, 503].includes(status))).toEqual([]);
  const done = answers.filter(({ statusCode }) => statusCode === 200);
  expect(done).toHaveLength(1);
  expect((await call('GET', `/${studyId}`)).json()).toEqual(done[0]?.json());
});
