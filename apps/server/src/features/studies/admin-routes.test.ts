import { publicId } from '@readroom/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy, newStudyManager, signReport } from '../../../test/browser.ts';
import { auditEvents } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

/** Studies of each kind in the dashboard: who may, and that the API's rules hold there too. */

type User = BrowserClient & { userId: string; cookie: string };

const STUDIES = '/admin/studies';
let server: TestApp;
let authorization: string;
let owner: User;
let manager: User;
let northManager: User;
let north: string;
let south: string;
let foreign: string;

beforeAll(async () => {
  server = await createTestApp();
  ({ authorization } = await server.newKey());
  owner = await newReader(server, { level: 'owner' });
  manager = await newStudyManager(server, owner);
  northManager = await newStudyManager(server, owner);
  north = await newCustomer('North');
  south = await newCustomer('South');
  await owner.post(`/admin/customers/${north}/users`, { userId: northManager.userId });
  const clinicId = await createClinic(server.deps, 'Neighbour');
  foreign = await newStudy(server, (await server.newKey({ clinicId })).authorization);
  return () => server.close();
});

async function newCustomer(expressCustomerName: string): Promise<string> {
  return (await owner.post('/admin/customers', { expressCustomerName })).body.expressCustomerId;
}

async function create(changes: Record<string, unknown> = {}, by: BrowserClient = owner) {
  const { status, body } = await by.post(STUDIES, studyBody(changes));
  expect([status, body.issues]).toEqual([200, undefined]);
  return body;
}

const unknown = () => publicId('stu', crypto.randomUUID());

/** Every operation here, on the study with this id. */
const operations = (client: BrowserClient, studyId: string, userId: string) => [
  client.get(`${STUDIES}/${studyId}`),
  client.patch(`${STUDIES}/${studyId}`, { severity: 'high' }),
  client.post(`${STUDIES}/cancel`, { studyId }),
  client.post(`${STUDIES}/uncancel`, { studyId }),
  client.post(`${STUDIES}/reroute-url`, { studyId, assignedToUserId: userId }),
  client.post(`${STUDIES}/viewer-only-reroute-url`, { studyId }),
  client.post(`${STUDIES}/external/delete`, { studyId }),
  client.post(`${STUDIES}/external/reports`, { studyId, reportText: 'Normal.' }),
  client.get(`/admin/viewer-studies/${studyId}`),
  client.patch(`/admin/viewer-studies/${studyId}`, { severity: 'high' }),
  client.post('/admin/viewer-studies/cancel', { studyId }),
  client.post('/admin/viewer-studies/uncancel', { studyId }),
  client.post('/admin/viewer-studies/reroute-url', { studyId }),
];
const withoutStudy = (client: BrowserClient) => [
  client.post(STUDIES, studyBody()),
  client.post(`${STUDIES}/search`),
  client.get(`${STUDIES}/readers`),
  client.post(`${STUDIES}/external`, studyBody()),
  client.post('/admin/viewer-studies', { studyInstanceUid: newUid(), studyDescription: 'CT', severity: 'normal' }),
  client.post('/admin/viewer-studies/search'),
];

describe('who may', () => {
  test('401 for nobody', async () => {
    const nobody = browserClient(server.app);
    for (const answer of [...operations(nobody, unknown(), owner.userId), ...withoutStudy(nobody)]) expect((await answer).status).toBe(401);
  });

  test('403 for a member who does not manage studies, or not in the dashboard, before anything is looked at', async () => {
    const reader = await newReader(server);
    const outside = await newReader(server, { canManageStudies: true });
    for (const member of [reader, outside]) {
      for (const answer of [...operations(member, foreign, owner.userId), ...withoutStudy(member), member.post(STUDIES, { nonsense: 1 })])
        expect(await answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  test('404 for every operation on a study of another clinic, on one that is not there, and on one of another customer', async () => {
    const ofSouth = await create({ expressCustomerId: south });
    for (const [client, studyId] of [
      [owner, foreign],
      [owner, unknown()],
      [manager, ofSouth.studyId],
      [northManager, ofSouth.studyId],
    ] as const) {
      for (const answer of operations(client, studyId, owner.userId)) {
        expect(await answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      }
    }
    expect((await owner.get(`${STUDIES}/${ofSouth.studyId}`)).body).toMatchObject({ severity: 'normal', isCancelled: false });
  });

  test('a member who belongs to customers works with their studies only, and names one', async () => {
    const mine = await create({ expressCustomerId: north }, northManager);
    await create({});
    const { body } = await northManager.post(`${STUDIES}/search?limit=100`);
    expect(new Set(body.studies.map((study: typeof mine) => study.expressCustomer?.expressCustomerId))).toEqual(new Set([north]));
    const refused = { body: { issues: [{ path: 'expressCustomerId' }] } };
    expect(await northManager.post(STUDIES, studyBody())).toMatchObject({ status: 422, ...refused });
    expect(await northManager.post(`${STUDIES}/external`, studyBody())).toMatchObject({ status: 422, ...refused });
    expect(await northManager.patch(`${STUDIES}/${mine.studyId}`, { expressCustomerId: null })).toMatchObject({ status: 422, ...refused });
    expect(await northManager.post(STUDIES, studyBody({ expressCustomerId: south }))).toMatchObject({ status: 404, ...refused });
    expect(await manager.post(STUDIES, studyBody({ expressCustomerId: south }))).toMatchObject({ status: 404, ...refused });
  });
});

describe('a study', () => {
  test('with every field: what is entered is what is kept, and who entered it', async () => {
    const order = studyBody({
      severity: 'stat',
      modality: 'CT',
      expressCustomerId: north,
      assignedTo: owner.userId,
      externalPatientId: 'P-1',
      clinicalHistory: 'Smoker.',
      clinicalIndication: 'Cough.',
      technologistTechnique: 'Helical.',
      technologistNotes: ['Moved.'],
      priorReports: [
        { reportText: 'Clear.', studyDate: '2024-01-02', modality: 'CR', studyDescription: 'XR CHEST', externalStudyId: 'E-1' },
      ],
      metadata: { site: '17' },
      reportMetadata: {
        patientName: 'DOE^JANE',
        mrn: 'MRN-1',
        dateOfBirth: '1960-02-03',
        age: '66 y',
        sex: 'female',
        height: { unit: 'cm', value: 172.5 },
        weight: { unit: 'lbs', value: 140 },
        studyDate: '2026-01-02',
        studyTime: '13:45',
        procedure: 'CT thorax',
        facilityName: 'West Wing',
        referringPhysicianName: 'Dr. Reyes',
      },
    });
    const study = await create(order);
    const { expressCustomerId, assignedTo, ...kept } = order;
    expect(study).toMatchObject({
      ...kept,
      studyReportStatus: 'assigned',
      assignedTo: { userId: assignedTo },
      expressCustomer: { expressCustomerId },
      createdByUser: { userId: owner.userId },
      createdByApiKey: null,
    });
    expect((await owner.get(`${STUDIES}/${study.studyId}`)).body).toEqual(study);
    // The API sees the same.
    expect((await apiClient(server.app, authorization).get(`/autoScribe/studies/${study.studyId}`)).body).toEqual(study);
  });

  test('a change changes what is sent, null clears; a stale If-Match is 412', async () => {
    const study = await create({ clinicalHistory: 'Smoker.', technologistNotes: ['Moved.'] });
    const { headers } = await owner.get(`${STUDIES}/${study.studyId}`);
    const changed = await owner.patch(`${STUDIES}/${study.studyId}`, {
      severity: 'high',
      clinicalHistory: null,
      technologistNotes: null,
      reportMetadata: { mrn: null, height: { unit: 'in', value: 70 } },
    });
    expect(changed).toMatchObject({ status: 200, body: { severity: 'high', clinicalHistory: null } });
    expect(changed.body.reportMetadata).toEqual({ patientName: 'DOE^JANE', height: { unit: 'in', value: 70 } });
    expect(changed.body).not.toHaveProperty('technologistNotes');
    const stale = await server.app.inject({
      method: 'PATCH',
      url: `/api${STUDIES}/${study.studyId}`,
      headers: { cookie: owner.cookie, 'if-match': String(headers.etag) },
      payload: { severity: 'stat' },
    });
    expect(stale.statusCode).toBe(412);
  });

  test('the rules of the API are told by field: 400, 404, 409, 422', async () => {
    const taken = await create();
    expect(await owner.post(STUDIES, studyBody({ studyInstanceUid: taken.studyInstanceUid }))).toMatchObject({
      status: 409,
      body: { code: 'study_uid_taken', issues: [{ path: 'studyInstanceUid' }] },
    });
    const malformed = studyBody({ studyInstanceUid: '1.02', studyDescription: '', priorReports: [{ reportText: '' }], surprise: 1 });
    const { status, body } = await owner.post(STUDIES, malformed);
    expect(status).toBe(400);
    expect(body.issues.map(({ path }: { path: string }) => path).sort()).toEqual([
      'priorReports[0].reportText',
      'studyDescription',
      'studyInstanceUid',
      'surprise',
    ]);
    const assigned = (assignedTo: string) => owner.post(STUDIES, studyBody({ assignedTo }));
    const atField = { body: { issues: [{ path: 'assignedTo' }] } };
    expect(await assigned(publicId('usr', crypto.randomUUID()))).toMatchObject({ status: 404, ...atField });
    expect(await assigned((await server.newUser({ canCreateReports: false })).userId)).toMatchObject({ status: 422, ...atField });
    const closed = await newCustomer('Closed');
    await owner.post(`/admin/customers/${closed}/deactivate`);
    expect(await owner.post(STUDIES, studyBody({ expressCustomerId: closed }))).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'expressCustomerId' }] },
    });
  });

  test('is cancelled, refuses work, and is brought back as it was', async () => {
    const { studyId } = await create({ assignedTo: owner.userId });
    expect((await owner.post(`${STUDIES}/cancel`, { studyId })).body).toEqual({ success: true });
    expect((await owner.post(`${STUDIES}/cancel`, { studyId })).body).toMatchObject({ success: true, message: expect.any(String) });
    for (const refused of [
      owner.patch(`${STUDIES}/${studyId}`, { assignedTo: null }),
      owner.post(`${STUDIES}/reroute-url`, { studyId, assignedToUserId: owner.userId }),
      owner.post(`${STUDIES}/viewer-only-reroute-url`, { studyId }),
    ])
      expect(await refused).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
    await owner.post(`${STUDIES}/uncancel`, { studyId });
    expect((await owner.get(`${STUDIES}/${studyId}`)).body).toMatchObject({ isCancelled: false, studyReportStatus: 'assigned' });
    expect((await owner.post(`${STUDIES}/uncancel`, { studyId })).status).toBe(422);
  });

  test('a link for a reader assigns it to them and opens once; one to the images shows no report', async () => {
    const reader = await newReader(server);
    const { studyId } = await create({});
    const { body } = await owner.post(`${STUDIES}/reroute-url`, { studyId, assignedToUserId: reader.userId });
    expect((await owner.get(`${STUDIES}/${studyId}`)).body.assignedTo.userId).toBe(reader.userId);
    const open = (url: string) => browserClient(server.app).post('/session/open', { token: url.split('#')[1] ?? '' });
    expect((await open(body.url)).body).toMatchObject({ purpose: 'reroute', goTo: `/study/${studyId}` });
    expect((await open(body.url)).status).toBe(401);
    const images = await owner.post(`${STUDIES}/viewer-only-reroute-url`, { studyId });
    const opened = await open(images.body.url);
    expect(opened.body.purpose).toBe('viewer');
    const holder = browserClient(server.app, String(opened.headers['set-cookie']).split(';')[0]);
    expect((await holder.get(`/studies/${studyId}`)).status).toBe(200);
    expect((await holder.post(`/studies/${studyId}/report`)).status).toBe(403);
    expect((await owner.post(`${STUDIES}/reroute-url`, { studyId, assignedToUserId: publicId('usr', crypto.randomUUID()) })).status).toBe(
      404,
    );
  });

  test('a member makes no link in the name of another reader, who would sign with it', async () => {
    const [reader, desk] = [await newReader(server), await newStudyManager(server, owner)];
    const { studyId } = await create({});
    const link = (assignedToUserId: string) => desk.post(`${STUDIES}/reroute-url`, { studyId, assignedToUserId });
    expect(await link(reader.userId)).toMatchObject({ status: 403, body: { message: expect.stringContaining('Assign the study') } });
    expect((await owner.get(`${STUDIES}/${studyId}`)).body.assignedTo).toBeNull();
    expect((await link(desk.userId)).status).toBe(200);
  });

  test('of a signed report: the header of the report stays as it was signed', async () => {
    const { studyId } = await create({ assignedTo: owner.userId });
    const reportId = await signReport(owner, studyId);
    await owner.patch(`${STUDIES}/${studyId}`, { reportMetadata: { patientName: 'ROE^JANE' } });
    const report = (await apiClient(server.app, authorization).get(`/autoScribe/reports/text?reportId=${reportId}`)).body;
    expect(report.snapshotMetadata.patientName).toBe('DOE^JANE');
  });
});

describe('the list', () => {
  test('every filter, the description in the body, and pages that hold while studies come', async () => {
    const reader = await newReader(server);
    const marker = `MARK${crypto.randomUUID()}`;
    const made: Awaited<ReturnType<typeof create>>[] = [];
    for (const changes of [
      { severity: 'stat', assignedTo: reader.userId },
      { severity: 'high', expressCustomerId: north },
      { severity: 'normal' },
    ])
      made.push(await create({ studyDescription: `${marker} 100%`, ...changes }));
    await owner.post(`${STUDIES}/cancel`, { studyId: made[2].studyId });
    const found = async (query: string) => {
      const { status, body } = await owner.post(`${STUDIES}/search?limit=100&${query}`, { studyDescription: marker.toLowerCase() });
      expect(status).toBe(200);
      return body.studies.map(({ studyId }: { studyId: string }) => made.findIndex((study) => study.studyId === studyId));
    };
    expect(await found('')).toEqual([2, 1, 0]);
    expect(await found('severity=stat')).toEqual([0]);
    expect(await found(`assignedTo=${reader.userId}`)).toEqual([0]);
    expect(await found('assignedTo=')).toEqual([2, 1]);
    expect(await found(`expressCustomerId=${north}`)).toEqual([1]);
    expect(await found('studyReportStatus=assigned')).toEqual([0]);
    expect(await found('isCancelled=true')).toEqual([2]);
    expect(await found('isCancelled=false&expressCustomerId=')).toEqual([0]);
    expect(await found('studyType=external')).toEqual([]);

    const first = (await owner.post(`${STUDIES}/search?limit=2`, { studyDescription: `${marker} 100%` })).body;
    await create({ studyDescription: `${marker} 100%` });
    const second = (await owner.post(`${STUDIES}/search?limit=2&cursor=${encodeURIComponent(first.cursor)}`, { studyDescription: marker }))
      .body;
    expect([...first.studies, ...second.studies].map(({ studyId }) => studyId)).toEqual(made.map(({ studyId }) => studyId).reverse());
    expect((await owner.post(`${STUDIES}/search?limit=0`)).status).toBe(400);
    expect((await owner.post(`${STUDIES}/search`, { patient: 'DOE' })).status).toBe(400);
  });

  test('words find by patient, MRN, description, id and UID, together with the filters and in pages', async () => {
    const marker = `W${crypto.randomUUID().slice(0, 8)}`;
    const patient = (patientName: string, mrn: string) => ({ reportMetadata: { patientName, mrn } });
    const jane = await create({ studyDescription: 'CT CHEST', severity: 'stat', ...patient(`DOE^JANE ${marker}`, `M-${marker}-1`) });
    const john = await create({ studyDescription: `MR HEAD ${marker}`, ...patient('ROE^JOHN', `M-${marker}-2`) });
    const find = async (words: string, query = '', by: BrowserClient = owner) => {
      const { status, body } = await by.post(`${STUDIES}/search?limit=100&${query}`, { words });
      expect([status, body.issues]).toEqual([200, undefined]);
      return body.studies.map(({ studyId }: { studyId: string }) => studyId);
    };
    expect(await find(marker.toLowerCase())).toEqual([john.studyId, jane.studyId]);
    expect(await find(`jane ${marker} doe`)).toEqual([jane.studyId]);
    expect(await find(`Doe, Jane ${marker}`)).toEqual([jane.studyId]);
    expect(await find(`m-${marker}-2`)).toEqual([john.studyId]);
    expect(await find(` ${jane.studyInstanceUid} `)).toEqual([jane.studyId]);
    expect(await find(john.studyId)).toEqual([john.studyId]);
    expect(await find(marker, 'severity=stat')).toEqual([jane.studyId]);
    expect(await find(john.studyInstanceUid, 'severity=stat')).toEqual([]);
    expect(await find(`${marker} nothing`)).toEqual([]);
    expect(await find(`${marker} %`)).toEqual([]);
    expect(await find(marker, '', northManager)).toEqual([]);
    expect(await find(jane.studyInstanceUid, '', northManager)).toEqual([]);
    expect(await find(foreign)).toEqual([]);
    const first = (await owner.post(`${STUDIES}/search?limit=1`, { words: marker })).body;
    const rest = (await owner.post(`${STUDIES}/search?limit=1&cursor=${encodeURIComponent(first.cursor)}`, { words: marker })).body;
    expect([...first.studies, ...rest.studies].map(({ studyId }) => studyId)).toEqual([john.studyId, jane.studyId]);
    const viewed = (
      await owner.post('/admin/viewer-studies', { studyInstanceUid: newUid(), studyDescription: `US ${marker}`, severity: 'high' })
    ).body;
    for (const words of [marker, viewed.studyInstanceUid]) {
      const { body } = await owner.post('/admin/viewer-studies/search?severity=high&assignedTo=', { words });
      expect(body.studies.map(({ studyId }: { studyId: string }) => studyId)).toEqual([viewed.studyId]);
    }
  });

  test('names those to whom a study may be assigned', async () => {
    const { userId } = await server.newUser({ canCreateReports: false });
    const { body } = await manager.get(`${STUDIES}/readers`);
    const ids = body.readers.map((reader: { userId: string }) => reader.userId);
    expect(ids).toContain(owner.userId);
    expect(ids).not.toContain(userId);
  });
});

describe('an archive study', () => {
  test('with its text; text is written once; deleted for good', async () => {
    const { body: study, status } = await owner.post(
      `${STUDIES}/external`,
      studyBody({ reportText: 'Normal.', readerName: 'Dr. E', signedAt: 'in May' }),
    );
    expect(status).toBe(200);
    expect(study).toMatchObject({ studyType: 'external', externalReportId: expect.any(String), createdByUser: { userId: owner.userId } });
    const { studyId, studyInstanceUid } = study;
    expect((await owner.post(`${STUDIES}/external/reports`, { studyId, readerName: 'Dr. F' })).status).toBe(200);
    expect(await owner.post(`${STUDIES}/external/reports`, { studyId, reportText: 'Other.' })).toMatchObject({
      status: 409,
      body: { issues: [{ path: 'reportText' }] },
    });
    expect(await owner.patch(`${STUDIES}/${studyId}`, { clinicalHistory: 'Smoker.' })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'clinicalHistory' }] },
    });
    expect((await owner.post(`${STUDIES}/external/delete`, { studyId })).body).toEqual({ success: true });
    expect((await owner.get(`${STUDIES}/${studyId}`)).status).toBe(404);
    expect((await owner.post(`${STUDIES}/external`, studyBody({ studyInstanceUid }))).status).toBe(409);
  });

  test('a file that cannot be fetched leaves nothing; 400 and 422 name the field', async () => {
    const body = studyBody({ reportFileUrl: 'http://127.0.0.1:1/report.pdf', reportFileName: 'report.pdf' });
    expect(await owner.post(`${STUDIES}/external`, body)).toMatchObject({ status: 422, body: { issues: [{ path: 'reportFileUrl' }] } });
    expect((await owner.post(`${STUDIES}/external`, { ...body, reportFileUrl: undefined, reportFileName: undefined })).status).toBe(200);
    const nameless = studyBody({ reportFileUrl: 'https://files.example/report.pdf' });
    expect(await owner.post(`${STUDIES}/external`, nameless)).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'reportFileName' }] },
    });
    const { studyId } = await create();
    expect((await owner.post(`${STUDIES}/external/delete`, { studyId })).status).toBe(422);
  });
});

describe('a study of the Viewer', () => {
  test('is created, listed, changed, cancelled and brought back; a link opens its images', async () => {
    const order = { studyInstanceUid: newUid(), studyDescription: 'CT HEAD', severity: 'high', metadata: { a: 'b' } };
    const { body: study } = await owner.post('/admin/viewer-studies', order);
    expect(study).toMatchObject({ ...order, studyViewerStatus: 'incomplete', createdByUser: { userId: owner.userId } });
    const { studyId } = study;
    expect((await owner.post('/admin/viewer-studies', order)).status).toBe(409);
    expect((await owner.patch(`/admin/viewer-studies/${studyId}`, { studyViewerStatus: 'complete', metadata: null })).body).toMatchObject({
      studyViewerStatus: 'complete',
    });
    const list = (await owner.post('/admin/viewer-studies/search?studyViewerStatus=complete', { studyDescription: 'head' })).body;
    expect(list.studies.map((one: { studyId: string }) => one.studyId)).toEqual([studyId]);
    expect((await owner.post('/admin/viewer-studies/reroute-url', { studyId })).body.url).toContain('/open#');
    await owner.post('/admin/viewer-studies/cancel', { studyId });
    expect((await owner.post('/admin/viewer-studies/reroute-url', { studyId })).status).toBe(422);
    await owner.post('/admin/viewer-studies/uncancel', { studyId });
    expect((await owner.get(`/admin/viewer-studies/${studyId}`)).body.isCancelled).toBe(false);
    // It is none of the other product's.
    expect((await owner.get(`${STUDIES}/${studyId}`)).status).toBe(404);
  });
});

test('everything done to a study is a row of the audit, by the user', async () => {
  const { studyId } = await create();
  await owner.patch(`${STUDIES}/${studyId}`, { assignedTo: owner.userId });
  await owner.get(`${STUDIES}/${studyId}`);
  await owner.post(`${STUDIES}/viewer-only-reroute-url`, { studyId });
  await owner.post(`${STUDIES}/cancel`, { studyId });
  await owner.post(`${STUDIES}/search?limit=1`);
  const rows = await server.deps.db.inClinic(server.clinicId, (tx) => tx.select().from(auditEvents).orderBy(auditEvents.seq));
  expect(rows.filter(({ subject }) => subject === studyId).map(({ action, actorKind }) => [action, actorKind])).toEqual([
    ['study.created', 'user'],
    ['study.updated', 'user'],
    ['study.assigned', 'user'],
    ['study.read', 'user'],
    ['study.viewer_url_created', 'user'],
    ['study.cancelled', 'user'],
  ]);
  expect(rows.at(-1)).toMatchObject({ action: 'study.listed', actorKind: 'user', detail: { studyIds: studyId } });
});
