import { publicId, rawId } from '@readroom/contract';
import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type ApiClient, apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { browserClient } from '../../../test/browser.ts';
import { auditEvents } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const STUDIES = '/viewer/studies';
let server: TestApp;
let api: ApiClient;
let self: ApiClient;
let neighbour: ApiClient;
let withoutViewer: ApiClient;
let neighboursUser: string;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
  withoutViewer = apiClient(server.app, (await server.newKey({ isViewerEnabled: false })).authorization);
  const clinicId = await createClinic(server.deps, 'Neighbour');
  neighbour = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
  neighboursUser = (await server.newUser({ clinicId })).userId;
  return () => server.close();
});

const viewerBody = (changes: Record<string, unknown> = {}) => ({
  studyInstanceUid: newUid(),
  studyDescription: 'US ABDOMEN',
  severity: 'normal',
  ...changes,
});
async function create(changes: Record<string, unknown> = {}, client = api) {
  const { status, body } = await client.post(STUDIES, viewerBody(changes));
  expect(status).toBe(200);
  return body;
}
const clerk = async () => (await server.newUser({ canCreateReports: false, npiNumber: undefined })).userId;
const customer = async (name = 'North site') => (await api.post('/express', { expressCustomerName: name })).body.expressCustomerId;
const unknown = () => publicId('stu', crypto.randomUUID());

/** Every operation, on a study of the given names. */
const operations = (study: { studyId: string; studyInstanceUid: string }) =>
  [
    ['retrieve', (client: ApiClient) => client.get(`${STUDIES}/${study.studyId}`)],
    ['by UID', (client: ApiClient) => client.get(`${STUDIES}/by-uid/${study.studyInstanceUid}`)],
    ['PATCH', (client: ApiClient) => client.patch(`${STUDIES}/${study.studyId}`, { severity: 'stat' })],
    ['cancel', (client: ApiClient) => client.post(`${STUDIES}/cancel`, { studyId: study.studyId })],
    ['uncancel', (client: ApiClient) => client.post(`${STUDIES}/uncancel`, { studyInstanceUid: study.studyInstanceUid })],
    ['reroute', (client: ApiClient) => client.post(`${STUDIES}/reroute-url`, { studyId: study.studyId })],
  ] as const;

describe('who may', () => {
  test('401 without a key, 403 with one that has no Viewer, before anything else is looked at', async () => {
    const study = await create();
    for (const [, call] of operations(study)) {
      expect((await call(apiClient(server.app, ''))).status).toBe(401);
      expect(await call(withoutViewer)).toMatchObject({ status: 403, body: { code: 'viewer_not_enabled' } });
    }
    expect((await withoutViewer.get(STUDIES)).status).toBe(403);
    expect((await withoutViewer.post(STUDIES, { nonsense: true })).status).toBe(403);
    expect((await withoutViewer.get('/viewer/nothing-of-the-kind')).status).toBe(403);
    const disguised = await withoutViewer.get('/%76iewer/studies');
    expect(disguised.status).toBe(403);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toEqual(study);
  });

  test('404 for another clinic, outside the scope, malformed and unknown alike', async () => {
    const study = await create();
    for (const [, call] of operations(study)) {
      for (const client of [neighbour, self]) expect(await call(client)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect((await api.get(`${STUDIES}/${unknown()}`)).status).toBe(404);
    expect((await api.get(`${STUDIES}/stu_1`)).status).toBe(404);
    expect((await api.get(`${STUDIES}/by-uid/1.02`)).status).toBe(404);
    const own = await create({}, self);
    expect((await self.get(STUDIES)).body.studies.map(({ studyId }: { studyId: string }) => studyId)).toEqual([own.studyId]);
  });

  test('a study of one product is not there for the operations of the other', async () => {
    const viewer = await create();
    const autoscribe = (await api.post('/autoScribe/studies', studyBody())).body;
    expect((await api.get(`/autoScribe/studies/${viewer.studyId}`)).status).toBe(404);
    expect((await api.get(`/autoScribe/studies/by-uid/${viewer.studyInstanceUid}`)).status).toBe(404);
    expect((await api.post('/autoScribe/studies/cancel', { studyId: viewer.studyId })).status).toBe(404);
    expect((await api.get(`/autoScribe/reports?studyId=${viewer.studyId}`)).status).toBe(404);
    for (const [, call] of operations(autoscribe)) expect((await call(api)).status).toBe(404);
  });
});

describe('create', () => {
  test('what is created is what is read, under the names of both revisions', async () => {
    const cus = await customer();
    const assignedTo = await clerk();
    const sent = viewerBody({ assignedTo, expressCustomerId: cus, metadata: { accession: 'A 1' }, severity: 'stat' });
    const created = (await api.post(STUDIES, sent)).body;
    expect(created).toEqual({
      studyId: expect.stringMatching(/^stu_[0-9a-f]{32}$/),
      studyInstanceUid: sent.studyInstanceUid,
      studyDescription: 'US ABDOMEN',
      severity: 'stat',
      studyViewerStatus: 'incomplete',
      isCancelled: false,
      cancelledAt: null,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: created.createdAt,
      assignedTo: expect.objectContaining({ userId: assignedTo }),
      createdByApiKey: expect.objectContaining({ isViewerEnabled: true }),
      createdByUser: null,
      expressCustomer: { expressCustomerId: cus, expressCustomerName: 'North site' },
      metadata: { accession: 'A 1' },
      org: { orgId: cus.replace('cus_', 'org_'), orgName: 'North site' },
    });
    expect((await api.get(`${STUDIES}/${created.studyId}`)).body).toEqual(created);
    expect((await api.get(`${STUDIES}/by-uid/${created.studyInstanceUid}`)).body).toEqual(created);
  });

  test('takes the first revision’s name of the customer', async () => {
    const cus = await customer();
    const created = await create({ orgId: cus.replace('cus_', 'org_') });
    expect(created.expressCustomer.expressCustomerId).toBe(cus);
    const other = publicId('org', crypto.randomUUID());
    expect(await api.post(STUDIES, viewerBody({ expressCustomerId: cus, orgId: other }))).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'orgId' }] },
    });
  });

  test('a UID is unique among the studies of the Viewer, and free in the other product and the other clinic', async () => {
    const study = await create();
    const { studyInstanceUid } = study;
    const again = await api.post(STUDIES, viewerBody({ studyInstanceUid }));
    expect(again).toMatchObject({ status: 409, body: { code: 'study_uid_taken', issues: [{ path: 'studyInstanceUid' }] } });
    expect(again.headers['x-should-retry']).toBe('false');
    expect((await self.post(STUDIES, viewerBody({ studyInstanceUid }))).status).toBe(409);
    expect((await api.post('/autoScribe/studies', studyBody({ studyInstanceUid }))).status).toBe(200);
    expect((await neighbour.post(STUDIES, viewerBody({ studyInstanceUid }))).status).toBe(200);
  });

  test('of many that create the same UID at once one wins', async () => {
    const body = viewerBody();
    const answers = await Promise.all(Array.from({ length: 30 }, () => api.post(STUDIES, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 29 }, () => 409)]);
  });

  test.each([
    ['no description', { studyDescription: undefined }, 'studyDescription'],
    ['an empty description', { studyDescription: '' }, 'studyDescription'],
    ['no UID', { studyInstanceUid: undefined }, 'studyInstanceUid'],
    ['a UID that is none', { studyInstanceUid: '1.02.3' }, 'studyInstanceUid'],
    ['an unknown severity', { severity: 'urgent' }, 'severity'],
    ['a field of the other product', { modality: 'CT' }, 'modality'],
    ['a status', { studyViewerStatus: 'complete' }, 'studyViewerStatus'],
    ['null for the assignee', { assignedTo: null }, 'assignedTo'],
    ['metadata that is no text', { metadata: { a: 1 } }, 'metadata.a'],
  ])('400: %s', async (_name, changes, path) => {
    expect(await api.post(STUDIES, viewerBody(changes))).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('400 for no body and an empty one', async () => {
    expect((await api.post(STUDIES)).status).toBe(400);
    expect((await api.post(STUDIES, {})).status).toBe(400);
  });

  test('404 for an unknown assignee or customer, 422 for one that is no longer active, and nothing is created', async () => {
    const cus = await customer('Gone');
    await api.post(`/express/${cus}/deactivate`);
    const refused: [Record<string, unknown>, number][] = [
      [{ assignedTo: publicId('usr', crypto.randomUUID()) }, 404],
      [{ assignedTo: neighboursUser }, 404],
      [{ expressCustomerId: publicId('cus', crypto.randomUUID()) }, 404],
      [{ expressCustomerId: cus }, 422],
    ];
    for (const [changes, status] of refused) {
      const sent = viewerBody(changes);
      expect((await api.post(STUDIES, sent)).status).toBe(status);
      expect((await api.get(`${STUDIES}/by-uid/${sent.studyInstanceUid}`)).status).toBe(404);
    }
  });

  test('an Idempotency-Key creates once', async () => {
    const body = viewerBody();
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await api.post(STUDIES, body, headers);
    expect(first.status).toBe(200);
    expect((await api.post(STUDIES, body, headers)).body).toEqual(first.body);
    expect((await api.post(STUDIES, viewerBody(), headers)).status).toBe(422);
  });
});

describe('list', () => {
  test('every filter, and pages that hold while studies come', async () => {
    const clinicId = await createClinic(server.deps, 'Clinic of the lists');
    const client = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
    const user = (await server.newUser({ clinicId })).userId;
    const cus = (await client.post('/express', { expressCustomerName: 'East' })).body.expressCustomerId;
    const plain = await create({}, client);
    const assigned = await create({ assignedTo: user, severity: 'stat' }, client);
    const placed = await create({ expressCustomerId: cus, studyDescription: 'MR 50%_KNEE' }, client);
    const cancelled = await create({}, client);
    await client.post(`${STUDIES}/cancel`, { studyId: cancelled.studyId });
    await client.patch(`${STUDIES}/${plain.studyId}`, { studyViewerStatus: 'complete' });
    await client.post('/autoScribe/studies', studyBody());
    const ids = ({ body }: Answer): string[] => body.studies.map(({ studyId }: { studyId: string }) => studyId);
    const list = async (query: string) => ids(await client.get(`${STUDIES}?${query}`));
    const all = [cancelled, placed, assigned, plain].map(({ studyId }) => studyId);
    const without = (study: { studyId: string }) => all.filter((id) => id !== study.studyId);

    expect(await list('')).toEqual(all);
    expect(await list(`assignedTo=${user}`)).toEqual([assigned.studyId]);
    for (const none of ['assignedTo=', 'assignedTo=null']) expect(await list(none)).toEqual(without(assigned));
    expect(await list(`expressCustomerId=${cus}`)).toEqual([placed.studyId]);
    expect(await list(`orgId=${cus.replace('cus_', 'org_')}`)).toEqual([placed.studyId]);
    expect(await list('expressCustomerId=')).toEqual(without(placed));
    expect(await list('isCancelled=true')).toEqual([cancelled.studyId]);
    expect(await list('isCancelled=false')).toEqual(without(cancelled));
    expect(await list('isCancelled=')).toEqual(all);
    expect(await list('severity=stat')).toEqual([assigned.studyId]);
    expect(await list('severity=')).toEqual(all);
    expect(await list(`studyDescription=${encodeURIComponent('50%_kn')}`)).toEqual([placed.studyId]);
    expect(await list('studyViewerStatus=complete')).toEqual([plain.studyId]);

    const first = await client.get(`${STUDIES}?limit=2`);
    expect(first.body.hasMore).toBe(true);
    await create({}, client);
    const second = await client.get(`${STUDIES}?limit=2&cursor=${encodeURIComponent(first.body.cursor)}`);
    expect([...ids(first), ...ids(second)]).toEqual(all);
    expect(second.body).toMatchObject({ hasMore: false });
    expect(second.body).not.toHaveProperty('cursor');
  });

  test.each([
    'limit=0',
    'limit=101',
    'cursor=x',
    'severity=urgent',
    'isCancelled=1',
    'studyViewerStatus=done',
    'studyReportStatus=assigned',
  ])('400: %s', async (query) => {
    expect((await api.get(`${STUDIES}?${query}`)).status).toBe(400);
  });
});

describe('PATCH', () => {
  test('only what is sent changes; null clears; no body, {} and null change nothing', async () => {
    const assignedTo = await clerk();
    const study = await create({ metadata: { a: 'b' } });
    const at = `${STUDIES}/${study.studyId}`;
    expect((await api.patch(at)).body).toEqual(study);
    expect((await api.patch(at, {})).body).toEqual(study);
    const changed = await api.patch(at, { assignedTo, studyViewerStatus: 'complete', severity: 'high', studyDescription: 'US LIVER' });
    expect(changed.body).toEqual({
      ...study,
      studyViewerStatus: 'complete',
      severity: 'high',
      studyDescription: 'US LIVER',
      assignedTo: expect.objectContaining({ userId: assignedTo }),
      updatedAt: expect.any(String),
    });
    const cleared = (await api.patch(at, { assignedTo: null, metadata: null })).body;
    expect(cleared.assignedTo).toBeNull();
    expect(cleared).not.toHaveProperty('metadata');
    expect((await api.get(at)).body).toEqual(cleared);
  });

  test.each([
    ['the UID', { studyInstanceUid: '1.2.3' }, 'studyInstanceUid'],
    ['the customer', { expressCustomerId: null }, 'expressCustomerId'],
    ['null for the severity', { severity: null }, 'severity'],
    ['an unknown status', { studyViewerStatus: 'in_progress' }, 'studyViewerStatus'],
  ])('400: %s', async (_name, changes, path) => {
    const study = await create();
    expect(await api.patch(`${STUDIES}/${study.studyId}`, changes)).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('404 for an unknown assignee; 422 for one without access, and for a cancelled study', async () => {
    const study = await create();
    const at = `${STUDIES}/${study.studyId}`;
    expect((await api.patch(at, { assignedTo: publicId('usr', crypto.randomUUID()) })).status).toBe(404);
    expect((await api.patch(at, { assignedTo: neighboursUser })).status).toBe(404);
    await api.post(`${STUDIES}/cancel`, { studyId: study.studyId });
    expect(await api.patch(at, { assignedTo: await clerk() })).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
    expect((await api.patch(at, { studyDescription: 'x' })).status).toBe(200);
  });
});

describe('cancel and uncancel', () => {
  test('there and back, by id or UID', async () => {
    const study = await create();
    const { studyId, studyInstanceUid } = study;
    expect(await api.post(`${STUDIES}/cancel`, { studyInstanceUid })).toMatchObject({ status: 200, body: { success: true } });
    expect((await api.get(`${STUDIES}/${studyId}`)).body).toMatchObject({ isCancelled: true, cancelledAt: expect.any(String) });
    expect((await api.post(`${STUDIES}/cancel`, { studyId })).status).toBe(200);
    expect(await api.post(`${STUDIES}/reroute-url`, { studyId })).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
    expect((await api.post(`${STUDIES}/uncancel`, { studyId })).body).toEqual({ success: true });
    expect((await api.post(`${STUDIES}/uncancel`, { studyId })).status).toBe(422);
    expect((await api.get(`${STUDIES}/${studyId}`)).body).toMatchObject({ isCancelled: false, cancelledAt: null });
  });

  test.each(['cancel', 'uncancel', 'reroute-url'])('%s names one study', async (action) => {
    const one = await create();
    const other = await create();
    const call = (body?: Record<string, unknown>) => api.post(`${STUDIES}/${action}`, body);
    expect((await call({ studyId: one.studyId, studyInstanceUid: other.studyInstanceUid })).status).toBe(422);
    expect(await call({})).toMatchObject({ status: 400, body: { issues: [{ path: 'studyId' }] } });
    expect((await call()).status).toBe(400);
    expect((await call({ studyId: unknown() })).status).toBe(404);
    expect((await call({ studyId: one.studyId, userId: 'x' })).body.issues[0].path).toBe('userId');
  });
});

describe('the reroute URL', () => {
  /** Opens a link as a browser does. */
  async function follow(url: string) {
    const token = new URL(url).hash.slice(1);
    const opened = await server.app.inject({ method: 'POST', url: '/api/session/open', payload: { token } });
    return { opened, browser: browserClient(server.app, String(opened.headers['set-cookie']).split(';')[0]) };
  }

  test('opens once, to the images of this study and nothing else', async () => {
    const study = await create();
    const image = buildDicom(imageDataSet({ '0020000D': ['UI', study.studyInstanceUid] }));
    const owner = await server.signIn((await server.newUser({ level: 'owner' })).email);
    const stored = await server.app.inject({
      method: 'POST',
      url: `/api/studies/${study.studyId}/images`,
      payload: image,
      headers: { cookie: owner, 'content-type': 'application/dicom' },
    });
    expect(stored.statusCode).toBe(201);

    const { url } = (await api.post(`${STUDIES}/reroute-url`, { studyInstanceUid: study.studyInstanceUid })).body;
    const { opened, browser } = await follow(url);
    expect(opened.json()).toMatchObject({ purpose: 'viewer', goTo: `/study/${study.studyId}?images` });
    expect((await follow(url)).opened.statusCode).toBe(401);

    const page = await browser.get(`/studies/${study.studyId}`);
    expect(page).toMatchObject({
      status: 200,
      body: {
        product: 'viewer',
        imageCount: 1,
        reports: [],
        readers: [],
        study: { studyId: study.studyId, studyDescription: 'US ABDOMEN' },
        permissions: { report: false, addendum: false, assign: false, assignToMe: false, uploadImages: false, capture: false },
      },
    });
    const series = await browser.get(`/studies/${study.studyId}/series`);
    expect(series.body).toMatchObject({ studyInstanceUid: study.studyInstanceUid, series: [{ instances: [{}] }] });
    expect((await browser.get(`/studies/${(await create()).studyId}`)).status).toBe(404);
    expect((await browser.post(`/studies/${study.studyId}/report`)).status).toBe(403);
  });

  test('also for those who sign in there is nothing to report or to assign', async () => {
    const study = await create();
    const owner = browserClient(server.app, await server.signIn((await server.newUser({ level: 'owner' })).email));
    expect((await owner.get(`/studies/${study.studyId}`)).body).toMatchObject({
      product: 'viewer',
      permissions: { report: false, addendum: false, assign: false, assignToMe: false, uploadImages: true, capture: true },
    });
    expect((await owner.post(`/studies/${study.studyId}/report`)).status).toBe(403);
    expect((await owner.post(`/studies/${study.studyId}/assign`, { assignedTo: 'me' })).status).toBe(403);
    const worklist = (await owner.get('/worklist?limit=100')).body.studies;
    expect(worklist.map(({ studyId }: { studyId: string }) => studyId)).not.toContain(study.studyId);
  });
});

test('what is done to a study is in the audit log', async () => {
  const study = await create();
  await api.get(`${STUDIES}/${study.studyId}`);
  await api.patch(`${STUDIES}/${study.studyId}`, { severity: 'stat' });
  await api.post(`${STUDIES}/reroute-url`, { studyId: study.studyId });
  await api.post(`${STUDIES}/cancel`, { studyId: study.studyId });
  await api.post(`${STUDIES}/uncancel`, { studyId: study.studyId });
  const rows = await server.deps.db.asSystem((tx) =>
    tx
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.studyId, rawId('stu', study.studyId) ?? ''))
      .orderBy(auditEvents.seq),
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'study.created',
    'study.read',
    'study.updated',
    'study.viewer_url_created',
    'study.cancelled',
    'study.uncancelled',
  ]);
});
