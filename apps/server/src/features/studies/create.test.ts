import { publicId, rawId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { auditEvents, expressCustomers, users } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const STUDIES = '/autoScribe/studies';
let server: TestApp;
let api: ApiClient;
let reader: string;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  reader = (await server.newUser()).userId;
  return () => server.close();
});

const create = (changes: Record<string, unknown> = {}, headers?: Record<string, string>) => api.post(STUDIES, studyBody(changes), headers);

async function newCustomer(isActive = true): Promise<string> {
  const id = crypto.randomUUID();
  await server.deps.db.inClinic(server.clinicId, (tx) =>
    tx.insert(expressCustomers).values({ id, clinicId: server.clinicId, name: 'North site', isActive }),
  );
  return publicId('cus', id);
}

describe('200', () => {
  test('the least body gives an unassigned standard study', async () => {
    const body = studyBody();
    const { status, body: study } = await api.post(STUDIES, body);
    expect(status).toBe(200);
    expect(study).toMatchObject({
      ...body,
      studyReportStatus: 'unassigned',
      studyType: 'standard',
      isCancelled: false,
      cancelledAt: null,
      reportIds: [],
    });
    expect(study.studyId).toMatch(/^stu_[0-9a-f]{32}$/);
    expect(study.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    expect(study.createdByApiKey).toMatchObject({ description: 'Test key', isViewerEnabled: true });
    expect(study).not.toHaveProperty('isCritical');
    expect(study).not.toHaveProperty('priorReports');
  });

  test('every field comes back as it was sent, and from retrieve and by-uid the same', async () => {
    const expressCustomerId = await newCustomer();
    const body = studyBody({
      severity: 'stat',
      reportMetadata: {
        age: '58Y',
        dateOfBirth: '1967-02-28',
        facilityName: 'Sankt Göran',
        height: { unit: 'cm', value: 181.5 },
        mrn: '00123',
        patientName: '山田^太郎 🩻',
        procedure: 'CT chest with contrast',
        referringPhysicianName: 'Dr. Müller',
        sex: 'male',
        studyDate: '2024-02-29',
        studyTime: '23:59',
        weight: { unit: 'kg', value: 0 },
      },
      assignedTo: reader,
      clinicalHistory: 'Smoker.\nCough.',
      clinicalIndication: null,
      externalPatientId: 'EXT-9',
      metadata: { 'rück-sprache': 'ja', '': '' },
      modality: 'CT',
      priorReports: [
        { reportText: 'Unchanged nodule.', externalStudyId: 'X1', modality: 'CT', studyDate: '2023-01-01', studyDescription: 'CT CHEST' },
      ],
      technologistNotes: ['Patient moved.', ''],
      technologistTechnique: '80 ml iodine',
    });
    const created = await api.post(STUDIES, { ...body, expressCustomerId });
    expect(created.status).toBe(200);
    const { assignedTo, ...rest } = body;
    expect(created.body).toMatchObject({ ...rest, studyReportStatus: 'assigned' });
    expect(created.body.assignedTo).toMatchObject({ userId: assignedTo, email: 'reader1@example.org', firstName: 'Rea', suffix1: 'MD' });
    expect(created.body.expressCustomer).toEqual({ expressCustomerId, expressCustomerName: 'North site' });
    expect((await api.get(`${STUDIES}/${created.body.studyId}`)).body).toEqual(created.body);
    expect((await api.get(`${STUDIES}/by-uid/${created.body.studyInstanceUid}`)).body).toEqual(created.body);
  });

  test('50 priors of 50,000 characters fit, in any script', async () => {
    const reportText = '影'.repeat(50_000);
    const { status, body } = await create({ priorReports: Array.from({ length: 50 }, () => ({ reportText })) });
    expect(status).toBe(200);
    expect(body.priorReports[49].reportText).toBe(reportText);
  });

  test('each call is one row of the audit, with the request id of the answer', async () => {
    const { body, headers } = await create();
    const rows = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.studyId, rawId('stu', body.studyId) ?? '')),
    );
    expect(rows).toMatchObject([{ action: 'study.created', subject: body.studyId, requestId: headers['x-request-id'], actorKind: 'key' }]);
  });
});

describe('400', () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ['a UID with a leading zero in a component', { studyInstanceUid: '1.02.3' }, 'studyInstanceUid'],
    ['a UID with letters', { studyInstanceUid: '1.2.x' }, 'studyInstanceUid'],
    ['a UID of 65 characters', { studyInstanceUid: `1.${'2'.repeat(63)}` }, 'studyInstanceUid'],
    ['a UID that ends in a dot', { studyInstanceUid: '1.2.' }, 'studyInstanceUid'],
    ['no UID', { studyInstanceUid: undefined }, 'studyInstanceUid'],
    ['an unknown field', { patient: 'x' }, 'patient'],
    ['an unknown field inside', { reportMetadata: { patientname: 'x' } }, 'reportMetadata.patientname'],
    ['a day that no calendar has', { reportMetadata: { studyDate: '2023-02-29' } }, 'reportMetadata.studyDate'],
    ['a time of another form', { reportMetadata: { studyTime: '24:00' } }, 'reportMetadata.studyTime'],
    ['a negative height', { reportMetadata: { height: { unit: 'cm', value: -1 } } }, 'reportMetadata.height.value'],
    ['a weight in stone', { reportMetadata: { weight: { unit: 'st', value: 12 } } }, 'reportMetadata.weight.unit'],
    ['no reportMetadata', { reportMetadata: undefined }, 'reportMetadata'],
    ['an unknown severity', { severity: 'urgent' }, 'severity'],
    ['an empty description', { studyDescription: '' }, 'studyDescription'],
    [
      'a prior of 60,000 characters',
      { priorReports: [{ reportText: 'a' }, { reportText: 'x'.repeat(60_000) }] },
      'priorReports[1].reportText',
    ],
    ['an empty prior', { priorReports: [{ reportText: '' }] }, 'priorReports[0].reportText'],
    ['51 priors', { priorReports: Array.from({ length: 51 }, () => ({ reportText: 'a' })) }, 'priorReports'],
    ['a note of 1001 characters', { technologistNotes: ['x'.repeat(1001)] }, 'technologistNotes[0]'],
    ['51 notes', { technologistNotes: Array.from({ length: 51 }, () => 'a') }, 'technologistNotes'],
    ['51 pairs of metadata', { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])) }, 'metadata'],
    ['a metadata key of 101 characters', { metadata: { ['k'.repeat(101)]: 'v' } }, `metadata.${'k'.repeat(101)}`],
    ['a metadata value of 1001 characters', { metadata: { k: 'v'.repeat(1001) } }, 'metadata.k'],
    ['a metadata value that is a number', { metadata: { k: 1 } }, 'metadata.k'],
    ['null where only a value is taken', { metadata: null }, 'metadata'],
    ['an assignee id of another kind', { assignedTo: 'stu_0123456789abcdef0123456789abcdef' }, 'assignedTo'],
    ['U+0000', { clinicalHistory: 'a\u0000b' }, 'clinicalHistory'],
    ['half of a surrogate pair', { priorReports: [{ reportText: 'a\ud800' }] }, 'priorReports[0].reportText'],
  ];
  test.each(cases)('%s: names the path', async (_name, changes, path) => {
    const { status, body } = await create(changes);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'malformed_request', issues: [{ path }] });
    expect(body.issues[0].message).not.toBe('');
  });

  test('every fault is named, not only the first', async () => {
    const { body } = await create({ severity: 1, studyInstanceUid: 'x', extra: true });
    expect(body.issues.map((issue: { path: string }) => issue.path).sort()).toEqual(['extra', 'severity', 'studyInstanceUid']);
  });

  test('no body at all', async () => {
    const { status, body } = await api.post(STUDIES);
    expect([status, body.code]).toEqual([400, 'malformed_request']);
  });
});

describe('404 and 422', () => {
  test('an assignee who is unknown, of another clinic, revoked, or no radiologist', async () => {
    const other = await createClinic(server.deps, 'Other clinic');
    const foreign = await server.newUser({ clinicId: other });
    const clerk = await server.newUser({ canCreateReports: false, npiNumber: undefined });
    const revoked = await server.newUser();
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx
        .update(users)
        .set({ revokedAt: new Date() })
        .where(eq(users.id, rawId('usr', revoked.userId) ?? '')),
    );
    expect(await create({ assignedTo: publicId('usr', crypto.randomUUID()) })).toMatchObject({
      status: 404,
      body: { issues: [{ path: 'assignedTo' }] },
    });
    expect((await create({ assignedTo: foreign.userId })).status).toBe(404);
    expect(await create({ assignedTo: clerk.userId })).toMatchObject({ status: 422, body: { issues: [{ path: 'assignedTo' }] } });
    expect((await create({ assignedTo: revoked.userId })).status).toBe(422);
  });

  test('a customer who is unknown or deactivated', async () => {
    expect((await create({ expressCustomerId: publicId('cus', crypto.randomUUID()) })).status).toBe(404);
    expect(await create({ expressCustomerId: await newCustomer(false) })).toMatchObject({
      status: 422,
      body: { code: 'unprocessable', issues: [{ path: 'expressCustomerId' }] },
    });
  });

  test('a refused study leaves nothing behind: its UID is free', async () => {
    const studyInstanceUid = newUid();
    expect((await create({ studyInstanceUid, assignedTo: publicId('usr', crypto.randomUUID()) })).status).toBe(404);
    expect((await create({ studyInstanceUid })).status).toBe(200);
  });
});

describe('409', () => {
  test('a UID is given once in a clinic; another clinic may use it', async () => {
    const studyInstanceUid = newUid();
    await create({ studyInstanceUid });
    const second = await create({ studyInstanceUid });
    expect(second).toMatchObject({ status: 409, body: { code: 'study_uid_taken' } });
    expect(second.headers['x-should-retry']).toBe('false');
    const clinicId = await createClinic(server.deps, 'Neighbour');
    const neighbour = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
    expect((await neighbour.post(STUDIES, studyBody({ studyInstanceUid }))).status).toBe(200);
  });

  test('of many at once with one UID exactly one wins', async () => {
    const studyInstanceUid = newUid();
    const answers = await Promise.all(Array.from({ length: 12 }, () => create({ studyInstanceUid })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array.from({ length: 11 }, () => 409)]);
  });

  test('a UID that another key holds is taken too, and the answer tells nothing of that study', async () => {
    const studyInstanceUid = newUid();
    const { body: hidden } = await create({ studyInstanceUid });
    const self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
    const answer = await self.post(STUDIES, studyBody({ studyInstanceUid }));
    expect(answer.status).toBe(409);
    expect(JSON.stringify(answer.body)).not.toContain(hidden.studyId);
  });
});
