import { publicId, rawId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { auditEvents, users } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const EXPRESS = '/express';
let server: TestApp;
let api: ApiClient;
let apiKeyId: string;
let self: ApiClient;
let neighbour: ApiClient;

beforeAll(async () => {
  server = await createTestApp();
  const key = await server.newKey();
  apiKeyId = key.id;
  api = apiClient(server.app, key.authorization);
  self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
  const clinicId = await createClinic(server.deps, 'Neighbour');
  neighbour = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
  return () => server.close();
});

async function create(changes: Record<string, unknown> = {}, client = api) {
  const { status, body } = await client.post(EXPRESS, { expressCustomerName: 'North site', ...changes });
  expect(status).toBe(200);
  return body;
}
const unknown = () => publicId('cus', crypto.randomUUID());
const at = (customer: { expressCustomerId: string }, rest = '') => `${EXPRESS}/${customer.expressCustomerId}${rest}`;

/** A body that the test client cannot say: bytes and type as they are. */
const raw = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, payload: string | undefined) => {
  const { authorization } = await server.newKey();
  return server.app.inject({
    method,
    url: `/v1${path}`,
    headers: { authorization, 'content-type': 'application/json' },
    ...(payload !== undefined && { payload }),
  });
};

describe('create, retrieve, list', () => {
  test('what is created is what is read', async () => {
    const created = await create({ metadata: { contract: '17' } });
    expect(created).toEqual({
      expressCustomerId: expect.stringMatching(/^cus_[0-9a-f]{32}$/),
      expressCustomerName: 'North site',
      isActive: true,
      userCount: 0,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: created.createdAt,
      createdByApiKeyId: apiKeyId,
      metadata: { contract: '17' },
    });
    expect(await api.get(at(created))).toMatchObject({ status: 200, body: created });
  });

  test('without metadata there is no such field', async () => {
    expect(await create()).not.toHaveProperty('metadata');
  });

  test.each([
    ['no body', undefined, 'expressCustomerName'],
    ['no name', {}, 'expressCustomerName'],
    ['an empty name', { expressCustomerName: '' }, 'expressCustomerName'],
    ['a name of 100,001 characters', { expressCustomerName: 'x'.repeat(100_001) }, 'expressCustomerName'],
    ['an unknown field', { expressCustomerName: 'a', orgName: 'a' }, 'orgName'],
    ['metadata that is no text', { expressCustomerName: 'a', metadata: { a: 1 } }, 'metadata.a'],
  ])('400: %s', async (_name, body, path) => {
    expect(await api.post(EXPRESS, body)).toMatchObject({ status: 400, body: { code: 'malformed_request', issues: [{ path }] } });
  });

  test('401 without a key', async () => {
    for (const [method, url] of [
      ['GET', '/v1/express'],
      ['POST', '/v1/express'],
      ['GET', `/v1/express/${unknown()}`],
      ['PATCH', `/v1/express/${unknown()}`],
      ['POST', `/v1/express/${unknown()}/deactivate`],
      ['POST', `/v1/express/${unknown()}/reactivate`],
      ['POST', `/v1/express/${unknown()}/users`],
      ['DELETE', `/v1/express/${unknown()}/users`],
    ] as const) {
      expect((await server.app.inject({ method, url })).statusCode).toBe(401);
    }
  });

  test('pages, newest first, of this clinic only', async () => {
    const clinicId = await createClinic(server.deps, 'Clinic of a test');
    const own = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) made.unshift((await create({}, own)).expressCustomerId);
    const first = await own.get(`${EXPRESS}?limit=3`);
    expect(first.body.hasMore).toBe(true);
    const second = await own.get(`${EXPRESS}?limit=3&cursor=${encodeURIComponent(first.body.cursor)}`);
    const ids = [first, second].flatMap(({ body }) =>
      body.expressCustomers.map((one: { expressCustomerId: string }) => one.expressCustomerId),
    );
    expect(ids).toEqual(made);
    expect(second.body).toMatchObject({ hasMore: false });
    expect(second.body).not.toHaveProperty('cursor');
    expect(await own.get(`${EXPRESS}?name=x`)).toMatchObject({ status: 400, body: { issues: [{ path: 'name' }] } });
  });

  test('a POST with the same Idempotency-Key makes one customer', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await api.post(EXPRESS, { expressCustomerName: 'Once' }, key);
    expect((await api.post(EXPRESS, { expressCustomerName: 'Once' }, key)).body).toEqual(first.body);
    expect((await api.post(EXPRESS, { expressCustomerName: 'Other' }, key)).status).toBe(422);
  });
});

describe('PATCH', () => {
  test('only what is sent changes; null clears the metadata', async () => {
    const customer = await create({ metadata: { a: 'b' } });
    const renamed = await api.patch(at(customer), { expressCustomerName: 'South site' });
    expect(renamed.body).toEqual({ ...customer, expressCustomerName: 'South site', updatedAt: renamed.body.updatedAt });
    const cleared = await api.patch(at(customer), { metadata: null });
    expect(cleared.body.expressCustomerName).toBe('South site');
    expect(cleared.body).not.toHaveProperty('metadata');
  });

  test.each([['{}'], ['null'], ['']])('a body %j changes nothing', async (payload) => {
    const customer = await create();
    const answer = await raw('PATCH', at(customer), payload);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(customer);
  });

  test('400 for what cannot be changed', async () => {
    const customer = await create();
    expect(await api.patch(at(customer), { isActive: false })).toMatchObject({ status: 400, body: { issues: [{ path: 'isActive' }] } });
    expect((await api.patch(at(customer), { expressCustomerName: null })).status).toBe(400);
  });
});

describe('deactivate and reactivate', () => {
  test.each([[undefined], ['{}'], ['null'], ['']])('with the body %j', async (payload) => {
    const customer = await create();
    for (const [action, isActive] of [
      ['deactivate', false],
      ['deactivate', false],
      ['reactivate', true],
    ] as const) {
      const answer = await raw('POST', at(customer, `/${action}`), payload);
      expect([answer.statusCode, answer.json().isActive]).toEqual([200, isActive]);
    }
  });

  test('a deactivated customer refuses new studies and users and keeps what it has', async () => {
    const customer = await create();
    const { expressCustomerId } = customer;
    const { userId } = await server.newUser();
    const kept = (await api.post('/autoScribe/studies', studyBody({ expressCustomerId }))).body;
    const other = (await api.post('/autoScribe/studies', studyBody())).body;
    expect((await api.post(at(customer, '/users'), { userId })).body).toEqual({ success: true });
    await api.post(at(customer, '/deactivate'));

    const refused = { status: 422, body: { code: 'unprocessable' } };
    expect(await api.post('/autoScribe/studies', studyBody({ expressCustomerId }))).toMatchObject(refused);
    expect(await api.patch(`/autoScribe/studies/${other.studyId}`, { expressCustomerId })).toMatchObject(refused);
    expect(await api.post(at(customer, '/users'), { userId: (await server.newUser()).userId })).toMatchObject(refused);

    expect((await api.get(at(customer))).body).toMatchObject({ isActive: false, userCount: 1 });
    expect((await api.get(`/autoScribe/studies/${kept.studyId}`)).body.expressCustomer).toEqual({
      expressCustomerId,
      expressCustomerName: 'North site',
    });
    expect((await api.patch(`/autoScribe/studies/${kept.studyId}`, { expressCustomerId, severity: 'stat' })).status).toBe(200);
    await api.post(at(customer, '/reactivate'));
    expect((await api.post('/autoScribe/studies', studyBody({ expressCustomerId }))).status).toBe(200);
  });
});

describe('users', () => {
  test('are added and taken out, each time counted; twice is as good as once', async () => {
    const customer = await create();
    const { userId } = await server.newUser();
    expect(await api.post(at(customer, '/users'), { userId })).toMatchObject({ status: 200, body: { success: true } });
    expect((await api.post(at(customer, '/users'), { userId })).body).toMatchObject({ success: true, message: expect.any(String) });
    expect((await api.get(at(customer))).body.userCount).toBe(1);
    expect(await api.delete(at(customer, '/users'), { userId })).toMatchObject({ status: 200, body: { success: true } });
    expect((await api.delete(at(customer, '/users'), { userId })).body).toMatchObject({ success: true, message: expect.any(String) });
    expect((await api.get(at(customer))).body.userCount).toBe(0);
  });

  test('each change of who belongs to whom is a row of the audit', async () => {
    const customer = await create();
    const { userId } = await server.newUser();
    await api.post(at(customer, '/users'), { userId });
    await api.delete(at(customer, '/users'), { userId });
    const rows = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.subject, customer.expressCustomerId)).orderBy(auditEvents.seq),
    );
    expect(rows.map(({ action }) => action)).toEqual(['customer.created', 'customer.user_added', 'customer.user_removed']);
    expect(rows[1]).toMatchObject({ detail: { userId }, actorKind: 'key' });
  });

  test('a user without access is not counted, and not added', async () => {
    const customer = await create();
    const { userId } = await server.newUser();
    await api.post(at(customer, '/users'), { userId });
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx
        .update(users)
        .set({ revokedAt: new Date() })
        .where(eq(users.id, rawId('usr', userId) ?? '')),
    );
    expect((await api.get(at(customer))).body.userCount).toBe(0);
    expect(await api.post(at(await create(), '/users'), { userId })).toMatchObject({ status: 422, body: { issues: [{ path: 'userId' }] } });
    expect((await api.delete(at(customer, '/users'), { userId })).body).toEqual({ success: true });
  });

  test('404 for a user who is unknown or of another clinic', async () => {
    const customer = await create();
    const clinicId = await createClinic(server.deps, 'Third');
    const foreign = await server.newUser({ clinicId });
    for (const userId of [publicId('usr', crypto.randomUUID()), foreign.userId]) {
      expect(await api.post(at(customer, '/users'), { userId })).toMatchObject({ status: 404, body: { issues: [{ path: 'userId' }] } });
      expect((await api.delete(at(customer, '/users'), { userId })).status).toBe(404);
    }
  });

  test.each([[undefined], ['{}'], ['null'], ['{"userId":"usr_1"}'], ['{"userId":1,"x":2}']])('400 for the body %j', async (payload) => {
    const customer = await create();
    expect((await raw('POST', at(customer, '/users'), payload)).statusCode).toBe(400);
    expect((await raw('DELETE', at(customer, '/users'), payload)).statusCode).toBe(400);
  });
});

describe('404', () => {
  test('an unknown id, one of another clinic, an org_ id and no id answer alike on every operation', async () => {
    const foreign = await create({}, neighbour);
    const { userId } = await server.newUser();
    const ids = [unknown(), foreign.expressCustomerId, (await create()).expressCustomerId.replace('cus_', 'org_'), 'north'];
    for (const id of ids) {
      const answers = [
        await api.get(`${EXPRESS}/${id}`),
        await api.patch(`${EXPRESS}/${id}`, { expressCustomerName: 'x' }),
        await api.post(`${EXPRESS}/${id}/deactivate`),
        await api.post(`${EXPRESS}/${id}/reactivate`),
        await api.post(`${EXPRESS}/${id}/users`, { userId }),
        await api.delete(`${EXPRESS}/${id}/users`, { userId }),
      ];
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'not_found']));
    }
    expect((await neighbour.get(at(foreign))).body.isActive).toBe(true);
  });

  test('a key of scope self reaches only the customers that it created', async () => {
    const mine = await create({}, self);
    const hidden = await create();
    const { userId } = await server.newUser();
    expect((await self.get(EXPRESS)).body.expressCustomers).toEqual([mine]);
    expect((await self.get(at(hidden))).status).toBe(404);
    expect((await self.patch(at(hidden), { expressCustomerName: 'x' })).status).toBe(404);
    expect((await self.post(at(hidden, '/deactivate'))).status).toBe(404);
    expect((await self.post(at(hidden, '/users'), { userId })).status).toBe(404);
    expect((await self.delete(at(hidden, '/users'), { userId })).status).toBe(404);
    expect(await self.post('/autoScribe/studies', studyBody({ expressCustomerId: hidden.expressCustomerId }))).toMatchObject({
      status: 404,
      body: { issues: [{ path: 'expressCustomerId' }] },
    });
    expect((await self.post('/autoScribe/studies', studyBody({ expressCustomerId: mine.expressCustomerId }))).status).toBe(200);
    expect((await api.get(at(mine))).body).toEqual(mine);
  });
});
