import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';

let server: TestApp;
let api: ApiClient;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  return () => server.close();
});

async function create(changes: Record<string, unknown> = {}) {
  const { status, body } = await api.post('/orgs', { orgName: 'North site', ...changes });
  expect(status).toBe(200);
  return body;
}
const customerOf = (org: { orgId: string }) => api.get(`/express/${org.orgId.replace('org_', 'cus_')}`);

describe('/v1/orgs', () => {
  test('an organization is the customer with the same hex under the names of the first revision', async () => {
    const org = await create({ metadata: { a: 'b' } });
    expect(org.orgId).toMatch(/^org_[0-9a-f]{32}$/);
    const { orgId, orgName, ...facts } = org;
    expect((await customerOf(org)).body).toEqual({
      expressCustomerId: orgId.replace('org_', 'cus_'),
      expressCustomerName: orgName,
      ...facts,
    });
    expect(await api.get(`/orgs/${orgId}`)).toMatchObject({ status: 200, body: org });
  });

  test('lists organizations, with the cursor of every list', async () => {
    const made = [(await create()).orgId, (await create()).orgId].reverse();
    const first = await api.get('/orgs?limit=1');
    expect(Object.keys(first.body).sort()).toEqual(['cursor', 'hasMore', 'organizations']);
    const second = await api.get(`/orgs?limit=1&cursor=${encodeURIComponent(first.body.cursor)}`);
    expect([...first.body.organizations, ...second.body.organizations].map((org) => org.orgId)).toEqual(made);
  });

  test('changes, deactivates, reactivates', async () => {
    const { orgId } = await create({ metadata: { a: 'b' } });
    expect((await api.patch(`/orgs/${orgId}`, { orgName: 'South', metadata: null })).body).toMatchObject({ orgId, orgName: 'South' });
    expect((await api.patch(`/orgs/${orgId}`)).body).not.toHaveProperty('metadata');
    expect((await api.post(`/orgs/${orgId}/deactivate`)).body).toMatchObject({ orgId, isActive: false });
    expect((await customerOf({ orgId })).body).toMatchObject({ expressCustomerName: 'South', isActive: false });
    expect((await api.post(`/orgs/${orgId}/reactivate`, {})).body).toMatchObject({ orgId, isActive: true });
  });

  test('adds and takes out users', async () => {
    const { orgId } = await create();
    const { userId } = await server.newUser();
    expect((await api.post(`/orgs/${orgId}/users`, { userId })).body).toEqual({ success: true });
    expect((await api.get(`/orgs/${orgId}`)).body.userCount).toBe(1);
    expect((await api.delete(`/orgs/${orgId}/users`, { userId })).body).toEqual({ success: true });
    expect((await api.get(`/orgs/${orgId}`)).body.userCount).toBe(0);
  });

  test('400 names the fields of the first revision', async () => {
    expect(await api.post('/orgs', {})).toMatchObject({ status: 400, body: { issues: [{ path: 'orgName' }] } });
    const { orgId } = await create();
    expect(await api.patch(`/orgs/${orgId}`, { expressCustomerName: 'x' })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'expressCustomerName' }] },
    });
    expect((await api.delete(`/orgs/${orgId}/users`)).status).toBe(400);
  });

  test('404 for a customer id, an unknown id, and outside of the scope', async () => {
    const { orgId } = await create();
    expect((await api.get(`/orgs/${orgId.replace('org_', 'cus_')}`)).status).toBe(404);
    expect((await api.get(`/orgs/org_${'0'.repeat(32)}`)).status).toBe(404);
    const self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
    expect((await self.get(`/orgs/${orgId}`)).status).toBe(404);
    expect((await self.get('/orgs')).body).toEqual({ organizations: [], hasMore: false });
  });

  test('401 without a key', async () => {
    for (const [method, url] of [
      ['GET', '/v1/orgs'],
      ['POST', '/v1/orgs'],
      ['PATCH', '/v1/orgs/x'],
      ['POST', '/v1/orgs/x/deactivate'],
      ['DELETE', '/v1/orgs/x/users'],
    ] as const) {
      expect((await server.app.inject({ method, url })).statusCode).toBe(401);
    }
  });
});
