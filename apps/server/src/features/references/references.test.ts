import { randomInt } from 'node:crypto';
import { publicId } from '@readroom/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type ApiClient, apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { createClinic } from '../clinics/index.ts';

const ROOT = '/autoScribe/clinicalReferences';
let server: TestApp;
let api: ApiClient;
let self: ApiClient;
let neighbour: ApiClient;
let customer: string;
let number = 0;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
  const clinicId = await createClinic(server.deps, 'Neighbour');
  neighbour = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
  customer = await newCustomer(api);
  return () => server.close();
});

async function newCustomer(client: ApiClient): Promise<string> {
  return (await client.post('/express', { expressCustomerName: 'North site' })).body.expressCustomerId;
}

/** With a name of its own unless told otherwise. */
function body(changes: Record<string, unknown> = {}) {
  number += 1;
  return { name: `CT chest ${number}`, type: 'procedure', ...changes };
}

/** Han characters, which take three bytes each and which no compression makes fewer. */
function randomText(length: number): string {
  return Array.from({ length }, () => String.fromCodePoint(randomInt(0x4e00, 0x9fff))).join('');
}

async function create(changes: Record<string, unknown> = {}, client = api) {
  const answer = await client.post(ROOT, body(changes));
  expect(answer.status).toBe(200);
  return answer.body;
}
const at = (reference: { clinicalReferenceId: string }, rest = '') => `${ROOT}/${reference.clinicalReferenceId}${rest}`;
const idsOf = (answer: Answer) => answer.body.clinicalReferences.map((one: { clinicalReferenceId: string }) => one.clinicalReferenceId);

describe('create and retrieve', () => {
  test('what is created is what is read, by either id', async () => {
    const sent = body({ expressCustomerId: customer, externalReferenceId: 'RIS/7 ü', metadata: { cpt: '71260' } });
    const created = (await api.post(ROOT, sent)).body;
    expect(created).toEqual({
      clinicalReferenceId: expect.stringMatching(/^ref_[0-9a-f]{32}$/),
      name: sent.name,
      type: 'procedure',
      isActive: true,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: created.createdAt,
      expressCustomer: { expressCustomerId: customer, expressCustomerName: 'North site' },
      externalReferenceId: 'RIS/7 ü',
      metadata: { cpt: '71260' },
    });
    expect((await api.get(at(created))).body).toEqual(created);
    expect((await api.get(`${ROOT}/byExternalReferenceId/${encodeURIComponent('RIS/7 ü')}`)).body).toEqual(created);
  });

  test('the least body gives a clinic-wide reference', async () => {
    const created = await create({ externalReferenceId: null });
    expect(created).toMatchObject({ expressCustomer: null, externalReferenceId: null });
    expect(created).not.toHaveProperty('metadata');
  });

  test('a long name in any script is a name like others: read, unique, changed and freed', async () => {
    const name = randomText(1000);
    const created = await create({ name });
    expect((await api.get(at(created))).body.name).toBe(name);
    expect((await api.post(ROOT, body({ name }))).status).toBe(409);
    const other = await create({ name: `${name.slice(1)}\\` });
    expect((await api.patch(at(other), { name })).status).toBe(409);
    expect(await api.patch(at(other), { name: randomText(1000) })).toMatchObject({ status: 200 });
    expect((await api.post(at(created, '/delete'))).body.name).toBe(`${name} (deleted ${created.clinicalReferenceId})`);
    expect(await api.patch(at(other), { name })).toMatchObject({ status: 200, body: { name } });
  });

  test.each([
    ['no name', { name: undefined }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['an unknown type', { type: 'modality' }, 'type'],
    ['no type', { type: undefined }, 'type'],
    ['an unknown field', { isActive: false }, 'isActive'],
    ['null for the customer', { expressCustomerId: null }, 'expressCustomerId'],
    ['a customer id of another kind', { expressCustomerId: `org_${'0'.repeat(32)}` }, 'expressCustomerId'],
    ['metadata that is no text', { metadata: { a: 1 } }, 'metadata.a'],
  ])('400: %s', async (_name, changes, path) => {
    expect(await api.post(ROOT, body(changes))).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('400: no body at all', async () => {
    expect((await api.post(ROOT)).status).toBe(400);
  });

  test('404: a customer who is unknown or of another clinic', async () => {
    for (const expressCustomerId of [publicId('cus', crypto.randomUUID()), await newCustomer(neighbour)]) {
      expect(await api.post(ROOT, body({ expressCustomerId }))).toMatchObject({
        status: 404,
        body: { issues: [{ path: 'expressCustomerId' }] },
      });
    }
  });

  test('a POST with the same Idempotency-Key makes one reference', async () => {
    const sent = body();
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await api.post(ROOT, sent, key);
    expect(await api.post(ROOT, sent, key)).toMatchObject({ status: 200, body: first.body });
  });
});

describe('a name', () => {
  test('is taken once per clinic, type and customer', async () => {
    const { name } = await create();
    const second = await api.post(ROOT, body({ name }));
    expect(second).toMatchObject({ status: 409, body: { code: 'conflict', issues: [{ path: 'name' }] } });
    expect(second.headers['x-should-retry']).toBe('false');
    expect((await api.post(ROOT, body({ name, type: 'facility' }))).status).toBe(200);
    expect((await api.post(ROOT, body({ name, expressCustomerId: customer }))).status).toBe(200);
    expect((await api.post(ROOT, body({ name, expressCustomerId: customer }))).status).toBe(409);
    expect((await api.post(ROOT, body({ name: name.toLowerCase() }))).status).toBe(200);
    expect((await neighbour.post(ROOT, body({ name }))).status).toBe(200);
  });

  test('of many at once exactly one gets it', async () => {
    const sent = body();
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post(ROOT, sent)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
  });

  test('is not taken from another by PATCH', async () => {
    const first = await create();
    const second = await create({ expressCustomerId: customer });
    expect((await api.patch(at(second), { name: first.name })).status).toBe(200);
    expect(await api.patch(at(second), { expressCustomerId: null })).toMatchObject({ status: 409, body: { issues: [{ path: 'name' }] } });
    expect((await api.get(at(second))).body.expressCustomer).not.toBeNull();
  });
});

describe('list', () => {
  let clinic: ApiClient;
  let site: string;
  const made: Record<string, string> = {};

  beforeAll(async () => {
    const clinicId = await createClinic(server.deps, 'Clinic of a test');
    clinic = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
    site = await newCustomer(clinic);
    made.wide = (await create({}, clinic)).clinicalReferenceId;
    made.facility = (await create({ type: 'facility' }, clinic)).clinicalReferenceId;
    made.site = (await create({ expressCustomerId: site }, clinic)).clinicalReferenceId;
    made.deleted = (await create({}, clinic)).clinicalReferenceId;
    await clinic.post(`${ROOT}/${made.deleted}/delete`);
  });

  test.each([
    ['those in use, newest first', () => '', ['site', 'facility', 'wide']],
    ['isActive=true', () => 'isActive=true', ['site', 'facility', 'wide']],
    ['isActive=false', () => 'isActive=false', ['deleted']],
    ['isActive empty is no filter', () => 'isActive=', ['deleted', 'site', 'facility', 'wide']],
    ['isActive null is no filter', () => 'isActive=null', ['deleted', 'site', 'facility', 'wide']],
    ['type', () => 'type=facility', ['facility']],
    ['type empty is no filter', () => 'type=', ['site', 'facility', 'wide']],
    ['expressCustomerId', () => `expressCustomerId=${site}`, ['site']],
    ['expressCustomerId empty is clinic-wide', () => 'expressCustomerId=', ['facility', 'wide']],
    ['expressCustomerId null is clinic-wide', () => 'expressCustomerId=null&type=procedure', ['wide']],
    ['an unknown customer', () => `expressCustomerId=cus_${'0'.repeat(32)}`, []],
  ])('%s', async (_name, query, expected) => {
    const answer = await clinic.get(`${ROOT}?${query()}`);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(expected.map((name) => made[name]));
  });

  test.each([
    ['type=modality', 'type'],
    ['isActive=yes', 'isActive'],
    ['expressCustomerId=north', 'expressCustomerId'],
    ['limit=0', 'limit'],
    ['name=x', 'name'],
  ])('400 for %s', async (query, path) => {
    expect(await clinic.get(`${ROOT}?${query}`)).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('pages', async () => {
    const first = await clinic.get(`${ROOT}?limit=2`);
    expect(first.body.hasMore).toBe(true);
    const second = await clinic.get(`${ROOT}?limit=2&cursor=${encodeURIComponent(first.body.cursor)}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual([made.site, made.facility, made.wide]);
    expect(second.body.hasMore).toBe(false);
  });
});

describe('PATCH', () => {
  test('only what is sent changes; null clears', async () => {
    const reference = await create({ expressCustomerId: customer, metadata: { a: 'b' }, externalReferenceId: 'E1' });
    const renamed = await api.patch(at(reference), { name: 'CT chest angiography' });
    expect(renamed.body).toEqual({ ...reference, name: 'CT chest angiography', updatedAt: renamed.body.updatedAt });
    const cleared = (await api.patch(at(reference), { expressCustomerId: null, metadata: null })).body;
    expect(cleared).toMatchObject({ expressCustomer: null, externalReferenceId: 'E1' });
    expect(cleared).not.toHaveProperty('metadata');
    expect((await api.patch(at(reference), { expressCustomerId: customer })).body.expressCustomer.expressCustomerId).toBe(customer);
  });

  test.each([[undefined], [{}]])('a body %j changes nothing', async (sent) => {
    const reference = await create();
    expect(await api.patch(at(reference), sent)).toMatchObject({ status: 200, body: reference });
  });

  test.each([
    ['type', { type: 'facility' }],
    ['externalReferenceId', { externalReferenceId: 'x' }],
    ['isActive', { isActive: false }],
    ['name', { name: null }],
  ])('400: %s cannot be changed so', async (path, sent) => {
    expect(await api.patch(at(await create()), sent)).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('422 on a deleted reference', async () => {
    const reference = await create();
    await api.post(at(reference, '/delete'));
    expect(await api.patch(at(reference), { name: 'x' })).toMatchObject({ status: 422, body: { code: 'unprocessable' } });
  });
});

describe('delete', () => {
  test('frees the name; a second time changes nothing', async () => {
    const reference = await create({ externalReferenceId: 'E-old' });
    const deleted = (await api.post(at(reference, '/delete'))).body;
    expect(deleted).toMatchObject({ clinicalReferenceId: reference.clinicalReferenceId, isActive: false });
    expect(deleted.name).not.toBe(reference.name);
    expect(deleted.name.startsWith(reference.name)).toBe(true);
    expect((await api.post(at(reference, '/delete'), {})).body).toEqual(deleted);
    expect((await api.get(at(reference))).body).toEqual(deleted);
    const again = await create({ name: reference.name, externalReferenceId: 'E-old' });
    await api.post(at(again, '/delete'));
    const third = await create({ name: reference.name, externalReferenceId: 'E-old' });
    expect((await api.get(`${ROOT}/byExternalReferenceId/E-old`)).body).toEqual(third);
  });
});

describe('404', () => {
  test('an unknown id, one of another clinic and no id answer alike on every operation', async () => {
    const foreign = await create({ externalReferenceId: 'FOREIGN' }, neighbour);
    for (const id of [publicId('ref', crypto.randomUUID()), foreign.clinicalReferenceId, 'x']) {
      const answers = [
        await api.get(`${ROOT}/${id}`),
        await api.patch(`${ROOT}/${id}`, { name: 'x' }),
        await api.post(`${ROOT}/${id}/delete`),
      ];
      expect(answers.map(({ status, body: { code } }) => [status, code])).toEqual(answers.map(() => [404, 'not_found']));
    }
    expect((await api.get(`${ROOT}/byExternalReferenceId/FOREIGN`)).status).toBe(404);
  });

  test('a key of scope self reaches only what it created', async () => {
    const mine = await create({ externalReferenceId: 'MINE' }, self);
    const hidden = await create({ externalReferenceId: 'HIDDEN' });
    expect(idsOf(await self.get(ROOT))).toEqual([mine.clinicalReferenceId]);
    expect((await self.get(at(hidden))).status).toBe(404);
    expect((await self.get(`${ROOT}/byExternalReferenceId/HIDDEN`)).status).toBe(404);
    expect((await self.patch(at(hidden), { name: 'x' })).status).toBe(404);
    expect((await self.post(at(hidden, '/delete'))).status).toBe(404);
    expect((await self.post(ROOT, body({ expressCustomerId: customer }))).status).toBe(404);
    expect((await self.post(ROOT, body({ name: hidden.name }))).status).toBe(409);
    expect((await api.get(`${ROOT}/byExternalReferenceId/MINE`)).body).toEqual(mine);
  });

  test('401 without a key', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', '/x'],
      ['PATCH', '/x'],
      ['GET', '/byExternalReferenceId/x'],
      ['POST', '/x/delete'],
    ] as const) {
      expect((await server.app.inject({ method, url: `/v1${ROOT}${path}` })).statusCode).toBe(401);
    }
  });
});
