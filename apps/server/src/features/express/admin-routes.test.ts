import { publicId } from '@readroom/contract';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudyManager } from '../../../test/browser.ts';
import { auditEvents } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

/** Customers in the dashboard: owners and admins keep them, whoever manages studies picks from those that they belong to. */

const CUSTOMERS = '/admin/customers';
let server: TestApp;
let owner: BrowserClient & { userId: string };
let manager: BrowserClient & { userId: string };
let neighbour: BrowserClient;

beforeAll(async () => {
  server = await createTestApp();
  owner = await newReader(server, { level: 'owner' });
  manager = await newStudyManager(server, owner);
  const clinicId = await createClinic(server.deps, 'Neighbour');
  neighbour = await newReader(server, { clinicId, level: 'admin' });
  return () => server.close();
});

async function create(expressCustomerName = 'North', client = owner as BrowserClient): Promise<string> {
  const { status, body } = await client.post(CUSTOMERS, { expressCustomerName });
  expect(status).toBe(200);
  return body.expressCustomerId;
}

const keeping = (client: BrowserClient, customer: string, userId: string) => [
  client.get(`${CUSTOMERS}/${customer}`),
  client.patch(`${CUSTOMERS}/${customer}`, { expressCustomerName: 'Taken' }),
  client.post(`${CUSTOMERS}/${customer}/deactivate`),
  client.post(`${CUSTOMERS}/${customer}/reactivate`),
  client.get(`${CUSTOMERS}/${customer}/users`),
  client.post(`${CUSTOMERS}/${customer}/users`, { userId }),
  client.delete(`${CUSTOMERS}/${customer}/users`, { userId }),
];

test('401 for nobody; 403 for members, but for the list of those who manage studies', async () => {
  const customer = await create();
  for (const answer of [...keeping(browserClient(server.app), customer, owner.userId), browserClient(server.app).get(CUSTOMERS)])
    expect((await answer).status).toBe(401);
  const reader = await newReader(server);
  for (const answer of [...keeping(reader, customer, owner.userId), reader.get(CUSTOMERS), reader.post(CUSTOMERS, {})])
    expect((await answer).status).toBe(403);
  for (const answer of [...keeping(manager, customer, owner.userId), manager.post(CUSTOMERS, { expressCustomerName: 'x' })])
    expect((await answer).status).toBe(403);
  expect((await manager.get(CUSTOMERS)).body.expressCustomers).toEqual([]);
  await owner.post(`${CUSTOMERS}/${customer}/users`, { userId: manager.userId });
  expect((await manager.get(CUSTOMERS)).body.expressCustomers).toMatchObject([{ expressCustomerId: customer, userCount: 1 }]);
});

test('404 for a customer that is not there and one of another clinic', async () => {
  const foreign = await create('Foreign', neighbour);
  for (const id of [foreign, publicId('cus', crypto.randomUUID()), 'north']) {
    for (const answer of keeping(owner, id, owner.userId)) expect(await answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  expect((await neighbour.get(`${CUSTOMERS}/${foreign}`)).body).toMatchObject({
    expressCustomerName: 'Foreign',
    isActive: true,
    userCount: 0,
  });
});

test('is created, renamed, deactivated and reactivated; metadata is cleared by null; 400 names the field', async () => {
  const { body: created } = await owner.post(CUSTOMERS, { expressCustomerName: 'East', metadata: { contract: '17' } });
  const at = `${CUSTOMERS}/${created.expressCustomerId}`;
  expect(created).toMatchObject({ createdByUserId: owner.userId, metadata: { contract: '17' }, isActive: true });
  const changed = (await owner.patch(at, { expressCustomerName: 'West', metadata: null })).body;
  expect(changed).toMatchObject({ expressCustomerName: 'West' });
  expect(changed).not.toHaveProperty('metadata');
  expect((await owner.post(`${at}/deactivate`)).body.isActive).toBe(false);
  expect(await owner.post(`${at}/users`, { userId: manager.userId })).toMatchObject({ status: 422 });
  expect((await owner.post(`${at}/reactivate`)).body.isActive).toBe(true);
  expect(await owner.post(CUSTOMERS, { expressCustomerName: '' })).toMatchObject({
    status: 400,
    body: { issues: [{ path: 'expressCustomerName', message: 'expected a name' }] },
  });
  expect((await owner.post(`${at}/users`, { userId: publicId('usr', crypto.randomUUID()) })).status).toBe(404);
});

test('says who belongs to it, by name, those without access too', async () => {
  const at = `${CUSTOMERS}/${await create()}/users`;
  const zoe = await server.newUser({ firstName: 'Zoe', lastName: 'Abel' });
  const adam = await server.newUser({ firstName: 'Adam', lastName: 'Zeiss' });
  for (const { userId } of [adam, zoe]) await owner.post(at, { userId });
  await owner.post('/admin/users/revoke-access', { userId: adam.userId });
  expect((await owner.get(at)).body.users).toEqual([
    { userId: zoe.userId, email: zoe.email, firstName: 'Zoe', lastName: 'Abel', level: 'member', hasAccess: true },
    { userId: adam.userId, email: adam.email, firstName: 'Adam', lastName: 'Zeiss', level: 'member', hasAccess: false },
  ]);
  await owner.delete(at, { userId: adam.userId });
  expect((await owner.get(at)).body.users.map((user: { userId: string }) => user.userId)).toEqual([zoe.userId]);
});

test('each change is a row of the audit, by the user', async () => {
  const customer = await create();
  await owner.patch(`${CUSTOMERS}/${customer}`, { expressCustomerName: 'South' });
  await owner.post(`${CUSTOMERS}/${customer}/users`, { userId: manager.userId });
  await owner.post(`${CUSTOMERS}/${customer}/deactivate`);
  const rows = await server.deps.db.inClinic(server.clinicId, (tx) => tx.select().from(auditEvents).orderBy(auditEvents.seq));
  expect(rows.filter(({ subject }) => subject === customer).map(({ action, actorKind }) => [action, actorKind])).toEqual([
    ['customer.created', 'user'],
    ['customer.updated', 'user'],
    ['customer.user_added', 'user'],
    ['customer.deactivated', 'user'],
  ]);
});

test('customers are found by words of their names', async () => {
  const marker = crypto.randomUUID();
  const west = await create(`Clinic West ${marker}`);
  const east = await create(`Clinic East ${marker}`);
  const find = async (words: string) => {
    const { body } = await owner.get(`${CUSTOMERS}?${new URLSearchParams({ words })}`);
    return body.expressCustomers.map(({ expressCustomerId }: { expressCustomerId: string }) => expressCustomerId);
  };
  expect(await find(`${marker} clinic`)).toEqual([east, west]);
  expect(await find(`west ${marker}`)).toEqual([west]);
  expect(await find(`${marker} %`)).toEqual([]);
});
