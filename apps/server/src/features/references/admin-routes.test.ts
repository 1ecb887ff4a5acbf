import { publicId } from '@readroom/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudyManager } from '../../../test/browser.ts';
import { auditEvents } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

/** Clinical references in the dashboard: kept there, and suggested where a study is entered. */

const REFERENCES = '/admin/clinical-references';
let server: TestApp;
let owner: BrowserClient;
let manager: BrowserClient;
let northManager: BrowserClient & { userId: string };
let neighbour: BrowserClient;
let north: string;
let south: string;

beforeAll(async () => {
  server = await createTestApp();
  owner = await newReader(server, { level: 'owner' });
  manager = await newStudyManager(server, owner);
  northManager = await newStudyManager(server, owner);
  north = await newCustomer('North');
  south = await newCustomer('South');
  await owner.post(`/admin/customers/${north}/users`, { userId: northManager.userId });
  const clinicId = await createClinic(server.deps, 'Neighbour');
  neighbour = await newReader(server, { clinicId, level: 'admin' });
  return () => server.close();
});

async function newCustomer(expressCustomerName: string): Promise<string> {
  return (await owner.post('/admin/customers', { expressCustomerName })).body.expressCustomerId;
}

async function create(changes: Record<string, unknown> = {}, client = owner) {
  const { status, body } = await client.post(REFERENCES, { type: 'facility', name: `Facility ${crypto.randomUUID()}`, ...changes });
  expect([status, body.issues]).toEqual([200, undefined]);
  return body;
}
const at = (reference: { clinicalReferenceId: string }) => `${REFERENCES}/${reference.clinicalReferenceId}`;
/** At once: for callers who are refused. */
const keeping = (client: BrowserClient, path: string) => [client.patch(path, { name: 'Taken' }), client.post(`${path}/delete`)];

describe('who may', () => {
  test('401 for nobody, 403 for a member without rights', async () => {
    const one = at(await create());
    const reader = await newReader(server);
    for (const [client, status] of [
      [browserClient(server.app), 401],
      [reader, 403],
    ] as const) {
      const others = [client.get(one), client.get(REFERENCES), client.post(REFERENCES, {}), client.post(`${REFERENCES}/suggest`, {})];
      for (const answer of [...keeping(client, one), ...others]) expect((await answer).status).toBe(status);
    }
  });

  test('404 for what is not there, what is of another clinic, and what is of another customer', async () => {
    const foreign = await create({}, neighbour);
    const ofSouth = await create({ expressCustomerId: south });
    const unknown = { clinicalReferenceId: publicId('ref', crypto.randomUUID()) };
    for (const [client, reference] of [
      [owner, foreign],
      [owner, unknown],
      [manager, ofSouth],
      [northManager, ofSouth],
    ] as const) {
      for (const answer of [client.get(at(reference)), ...keeping(client, at(reference))]) expect((await answer).status).toBe(404);
    }
  });

  test('a member of customers keeps theirs and only picks from the clinic-wide ones; a member of none keeps these', async () => {
    const shared = await create();
    expect((await northManager.get(at(shared))).status).toBe(200);
    for (const answer of keeping(northManager, at(shared))) expect((await answer).status).toBe(403);
    expect(await northManager.post(REFERENCES, { type: 'facility', name: 'Mine' })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'expressCustomerId' }] },
    });
    const mine = await create({ expressCustomerId: north }, northManager);
    expect((await northManager.patch(at(mine), { metadata: { a: 'b' } })).status).toBe(200);
    expect((await northManager.patch(at(mine), { expressCustomerId: null })).status).toBe(422);
    expect((await northManager.patch(at(mine), { expressCustomerId: south })).status).toBe(404);
    expect((await manager.patch(at(shared), { name: 'Renamed' })).status).toBe(200);
    expect((await manager.post(`${at(shared)}/delete`)).status).toBe(200);
  });
});

test('is created, changed and deleted; a name is taken once, 409 at its field', async () => {
  const made = await create({ expressCustomerId: north, externalReferenceId: 'F-1', metadata: { a: 'b' } });
  expect(made).toMatchObject({ expressCustomer: { expressCustomerName: 'North' }, externalReferenceId: 'F-1', isActive: true });
  const taken = { status: 409, body: { code: 'conflict', issues: [{ path: 'name' }] } };
  expect(await owner.post(REFERENCES, { type: 'facility', name: made.name, expressCustomerId: north })).toMatchObject(taken);
  const other = await create({ expressCustomerId: north });
  expect(await owner.patch(at(other), { name: made.name })).toMatchObject(taken);
  expect((await owner.patch(at(made), { name: 'West Wing', expressCustomerId: null, metadata: null })).body).toMatchObject({
    name: 'West Wing',
    expressCustomer: null,
  });
  expect((await owner.post(`${at(made)}/delete`)).body).toMatchObject({ isActive: false });
  expect((await owner.patch(at(made), { name: 'Again' })).status).toBe(422);
  await create({ name: 'West Wing' });
  expect((await owner.post(REFERENCES, { type: 'ward', name: '' })).body.issues.map(({ path }: { path: string }) => path).sort()).toEqual([
    'name',
    'type',
  ]);
  const rows = await server.deps.db.inClinic(server.clinicId, (tx) => tx.select().from(auditEvents).orderBy(auditEvents.seq));
  expect(rows.filter(({ subject }) => subject === made.clinicalReferenceId).map(({ action, actorKind }) => [action, actorKind])).toEqual([
    ['reference.created', 'user'],
    ['reference.updated', 'user'],
    ['reference.deleted', 'user'],
  ]);
});

test('the list is filtered by type and customer', async () => {
  const clinicWide = await create({ type: 'procedure' });
  const ofNorth = await create({ type: 'procedure', expressCustomerId: north });
  const ids = async (query: string, client = owner) =>
    (await client.get(`${REFERENCES}?limit=100&${query}`)).body.clinicalReferences.map(
      (one: { clinicalReferenceId: string }) => one.clinicalReferenceId,
    );
  expect(await ids('type=procedure')).toEqual([ofNorth.clinicalReferenceId, clinicWide.clinicalReferenceId]);
  expect(await ids('type=procedure&expressCustomerId=')).toEqual([clinicWide.clinicalReferenceId]);
  expect(await ids(`type=procedure&expressCustomerId=${north}`)).toEqual([ofNorth.clinicalReferenceId]);
  expect(await ids('type=procedure', manager)).toEqual([clinicWide.clinicalReferenceId]);
});

describe('suggestions', () => {
  const suggested = async (words: string, expressCustomerId: string | null = null, client = owner) => {
    const { status, body } = await client.post(`${REFERENCES}/suggest`, { type: 'study_description', words, expressCustomerId });
    expect(status).toBe(200);
    return body.clinicalReferences.map(({ name }: { name: string }) => name);
  };

  beforeAll(async () => {
    for (const name of ['MR BRAIN', 'CT CHEST 100%', 'CT CHEST', 'LOW DOSE CT CHEST', 'CT_HEAD'])
      await create({ type: 'study_description', name });
    await create({ type: 'study_description', name: 'CT CHEST NORTH', expressCustomerId: north });
    await create({ type: 'study_description', name: 'CT CHEST SOUTH', expressCustomerId: south });
    await create({ type: 'procedure', name: 'CT CHEST' });
    await owner.post(`${at(await create({ type: 'study_description', name: 'CT CHEST OLD' }))}/delete`);
  });

  test('active names of the type with every word, those that begin so first; of the customer and clinic-wide', async () => {
    expect(await suggested('ct ch')).toEqual(['CT CHEST', 'CT CHEST 100%', 'LOW DOSE CT CHEST']);
    expect(await suggested('chest ct', north)).toEqual(['CT CHEST', 'CT CHEST 100%', 'CT CHEST NORTH', 'LOW DOSE CT CHEST']);
    expect(await suggested('')).toContain('MR BRAIN');
    expect(await suggested('nothing of that')).toEqual([]);
  });

  test('a wildcard of the database is a letter as any other', async () => {
    expect(await suggested('100%')).toEqual(['CT CHEST 100%']);
    expect(await suggested('_')).toEqual(['CT_HEAD']);
    expect(await suggested('\\')).toEqual([]);
  });

  test('at most eight; nothing of another customer; 400 names the field', async () => {
    for (let number = 0; number < 9; number += 1) await create({ type: 'study_description', name: `XR ${number}` });
    expect(await suggested('xr')).toHaveLength(8);
    expect(await suggested('ct chest', south, northManager)).not.toContain('CT CHEST SOUTH');
    expect(await suggested('ct chest', north, northManager)).toContain('CT CHEST NORTH');
    expect(await owner.post(`${REFERENCES}/suggest`, { words: 'ct' })).toMatchObject({ status: 400, body: { issues: [{ path: 'type' }] } });
  });
});

test('the list finds deleted ones, and those whose name holds every word', async () => {
  const marker = crypto.randomUUID();
  const kept = await create({ name: `${marker} West Wing 100%` });
  const gone = await create({ name: `${marker} East Wing` });
  await owner.post(`${at(gone)}/delete`);
  const find = async (words: string, query = '') => {
    const { status, body } = await owner.post(`${REFERENCES}/search?${query}`, { words });
    expect(status).toBe(200);
    return body.clinicalReferences.map(({ clinicalReferenceId }: { clinicalReferenceId: string }) => clinicalReferenceId);
  };
  expect(await find(`wing ${marker}`)).toEqual([kept.clinicalReferenceId]);
  expect(await find(`${marker} wing`, 'isActive=')).toEqual([gone.clinicalReferenceId, kept.clinicalReferenceId]);
  expect(await find(marker, 'isActive=false')).toEqual([gone.clinicalReferenceId]);
  expect(await find(`${marker} 100%`, 'isActive=')).toEqual([kept.clinicalReferenceId]);
  expect((await browserClient(server.app).post(`${REFERENCES}/search`)).status).toBe(401);
});
