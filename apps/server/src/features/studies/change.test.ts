import { publicId, rawId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { expressCustomers, reports, studies } from '../../platform/db/schema.ts';

const STUDIES = '/autoScribe/studies';
let server: TestApp;
let api: ApiClient;
let reader: string;
let second: string;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  reader = (await server.newUser()).userId;
  second = (await server.newUser()).userId;
  return () => server.close();
});

async function create(changes: Record<string, unknown> = {}) {
  const { status, body } = await api.post(STUDIES, studyBody(changes));
  expect(status).toBe(200);
  return body;
}
const patch = (study: { studyId: string }, changes: Record<string, unknown>) => api.patch(`${STUDIES}/${study.studyId}`, changes);

async function setStatus(study: { studyId: string }, status: 'in_progress' | 'completed'): Promise<void> {
  await server.deps.db.inClinic(server.clinicId, (tx) =>
    tx
      .update(studies)
      .set({ status })
      .where(eq(studies.id, rawId('stu', study.studyId) ?? '')),
  );
}

describe('PATCH', () => {
  test('only what is sent changes', async () => {
    const study = await create({ modality: 'CT', clinicalHistory: 'a' });
    const changed = await patch(study, { severity: 'stat' });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...study, severity: 'stat', updatedAt: changed.body.updatedAt });
    expect(changed.body.updatedAt >= study.updatedAt).toBe(true);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toEqual(changed.body);
  });

  test('null clears', async () => {
    const study = await create({
      modality: 'CT',
      clinicalHistory: 'a',
      clinicalIndication: 'b',
      externalPatientId: 'c',
      technologistTechnique: 'd',
      metadata: { a: 'b' },
      priorReports: [{ reportText: 'x' }],
      technologistNotes: ['n'],
    });
    const cleared = {
      modality: null,
      clinicalHistory: null,
      clinicalIndication: null,
      externalPatientId: null,
      technologistTechnique: null,
    };
    const { body } = await patch(study, { ...cleared, metadata: null, priorReports: null, technologistNotes: null });
    expect(body).toMatchObject(cleared);
    for (const field of ['metadata', 'priorReports', 'technologistNotes']) expect(body).not.toHaveProperty(field);
  });

  test('arrays and metadata replace; reportMetadata merges field by field and null clears one of them', async () => {
    const study = await create({
      priorReports: [{ reportText: 'one' }, { reportText: 'two' }],
      technologistNotes: ['a', 'b'],
      metadata: { a: '1', b: '2' },
      reportMetadata: { patientName: 'A', mrn: '1', height: { unit: 'cm', value: 180 }, sex: 'male' },
    });
    const { body } = await patch(study, {
      priorReports: [{ reportText: 'three' }],
      technologistNotes: [],
      metadata: { c: '3' },
      reportMetadata: { mrn: null, patientName: 'B', height: { unit: 'in', value: 71 }, age: '40Y' },
    });
    expect(body.priorReports).toEqual([{ reportText: 'three' }]);
    expect(body.technologistNotes).toEqual([]);
    expect(body.metadata).toEqual({ c: '3' });
    expect(body.reportMetadata).toEqual({ patientName: 'B', height: { unit: 'in', value: 71 }, sex: 'male', age: '40Y' });
  });

  test.each([[{}], [undefined]])('a body without a field (%j) changes nothing', async (body) => {
    const study = await create();
    const answer = await api.patch(`${STUDIES}/${study.studyId}`, body);
    expect(answer).toMatchObject({ status: 200, body: study });
  });

  test('assigning moves unassigned to assigned, null back', async () => {
    const study = await create();
    const assigned = await patch(study, { assignedTo: reader });
    expect(assigned.body).toMatchObject({ studyReportStatus: 'assigned', assignedTo: { userId: reader } });
    expect((await patch(study, { assignedTo: second })).body).toMatchObject({
      studyReportStatus: 'assigned',
      assignedTo: { userId: second },
    });
    expect((await patch(study, { assignedTo: null })).body).toMatchObject({ studyReportStatus: 'unassigned', assignedTo: null });
  });

  test('a reassignment while it is being dictated keeps the report and the state', async () => {
    const study = await create({ assignedTo: reader });
    await setStatus(study, 'in_progress');
    const id = crypto.randomUUID();
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.insert(reports).values({
        id,
        clinicId: server.clinicId,
        studyId: rawId('stu', study.studyId)!,
        userId: rawId('usr', reader)!,
        status: 'in_progress',
      }),
    );
    expect((await patch(study, { assignedTo: second })).body).toMatchObject({
      studyReportStatus: 'in_progress',
      assignedTo: { userId: second },
      reportIds: [{ reportId: publicId('rep', id), status: 'in_progress', isCritical: null }],
    });
  });

  test('a customer is set and cleared', async () => {
    const id = crypto.randomUUID();
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.insert(expressCustomers).values({ id, clinicId: server.clinicId, name: 'Site' }),
    );
    const study = await create();
    expect((await patch(study, { expressCustomerId: publicId('cus', id) })).body.expressCustomer).toEqual({
      expressCustomerId: publicId('cus', id),
      expressCustomerName: 'Site',
    });
    expect((await patch(study, { expressCustomerId: null })).body.expressCustomer).toBeNull();
  });

  test.each([
    [{ studyInstanceUid: '1.2.3' }, 'studyInstanceUid'],
    [{ studyDescription: null }, 'studyDescription'],
    [{ severity: null }, 'severity'],
    [{ reportMetadata: null }, 'reportMetadata'],
    [{ reportMetadata: { studyDate: '2024-13-01' } }, 'reportMetadata.studyDate'],
    [{ priorReports: [{ reportText: 'x'.repeat(60_000) }] }, 'priorReports[0].reportText'],
    [{ isCancelled: true }, 'isCancelled'],
  ])('400 for %j', async (changes, path) => {
    const { status, body } = await patch(await create(), changes);
    expect(status).toBe(400);
    expect(body.issues[0].path).toBe(path);
  });

  test('404 for an id that is unknown, of another kind, or no id', async () => {
    for (const id of [publicId('stu', crypto.randomUUID()), publicId('rep', crypto.randomUUID()), 'x', 'x'.repeat(3000)]) {
      expect(await api.patch(`${STUDIES}/${id}`, { severity: 'stat' })).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });
});

describe('cancel and uncancel', () => {
  test('a cancelled study is marked, and comes back in the state that it had', async () => {
    const study = await create({ assignedTo: reader });
    expect((await api.post(`${STUDIES}/cancel`, { studyId: study.studyId })).body).toEqual({ success: true });
    const cancelled = (await api.get(`${STUDIES}/${study.studyId}`)).body;
    expect(cancelled).toMatchObject({ isCancelled: true, studyReportStatus: 'assigned' });
    expect(cancelled.cancelledAt).toMatch(/Z$/);
    expect((await api.post(`${STUDIES}/cancel`, { studyInstanceUid: study.studyInstanceUid })).body).toMatchObject({ success: true });
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body.cancelledAt).toBe(cancelled.cancelledAt);
    expect((await api.post(`${STUDIES}/uncancel`, { studyInstanceUid: study.studyInstanceUid })).body).toEqual({ success: true });
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toMatchObject({
      isCancelled: false,
      cancelledAt: null,
      studyReportStatus: 'assigned',
    });
  });

  test('422: uncancelling what is not cancelled', async () => {
    expect((await api.post(`${STUDIES}/uncancel`, { studyId: (await create()).studyId })).status).toBe(422);
  });

  test('422 study_cancelled: assigning and rerouting a cancelled study; its context may still be corrected', async () => {
    const study = await create({ assignedTo: reader });
    await api.post(`${STUDIES}/cancel`, { studyId: study.studyId });
    const refused = { status: 422, body: { code: 'study_cancelled' } };
    expect(await patch(study, { assignedTo: second })).toMatchObject(refused);
    expect(await patch(study, { assignedTo: null })).toMatchObject(refused);
    expect(await api.post(`${STUDIES}/reroute-url`, { studyId: study.studyId, assignedToUserId: reader })).toMatchObject(refused);
    expect(await api.post(`${STUDIES}/viewer-only-reroute-url`, { studyId: study.studyId })).toMatchObject(refused);
    expect((await patch(study, { severity: 'high', assignedTo: reader })).status).toBe(200);
  });

  test('an external study is not brought back', async () => {
    const study = await create();
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx
        .update(studies)
        .set({ studyType: 'external', cancelledAt: new Date() })
        .where(eq(studies.id, rawId('stu', study.studyId)!)),
    );
    expect((await api.post(`${STUDIES}/uncancel`, { studyId: study.studyId })).status).toBe(422);
  });
});

describe('naming a study by id and UID', () => {
  test.each(['cancel', 'uncancel', 'reroute-url', 'viewer-only-reroute-url'])('%s', async (action) => {
    const one = await create();
    const other = await create();
    const rest = action === 'reroute-url' ? { assignedToUserId: reader } : {};
    const call = (body?: Record<string, unknown>) => api.post(`${STUDIES}/${action}`, body && { ...rest, ...body });
    expect(await call({ studyId: one.studyId, studyInstanceUid: other.studyInstanceUid })).toMatchObject({
      status: 422,
      body: { code: 'unprocessable' },
    });
    expect(await call({ studyId: one.studyId, studyInstanceUid: newUid() })).toMatchObject({ status: 422 });
    expect(await call({})).toMatchObject({ status: 400, body: { issues: [{ path: 'studyId' }] } });
    expect((await call()).status).toBe(400);
    expect((await call({ studyId: 'stu_1' })).body.issues[0].path).toBe('studyId');
    expect((await call({ studyInstanceUid: '1.2.a' })).body.issues[0].path).toBe('studyInstanceUid');
    expect((await call({ studyId: publicId('stu', crypto.randomUUID()) })).status).toBe(404);
    expect((await call({ studyInstanceUid: newUid() })).status).toBe(404);
    const both = await call({ studyId: one.studyId, studyInstanceUid: one.studyInstanceUid });
    expect(both.status).toBe(action === 'uncancel' ? 422 : 200);
  });
});

describe('reroute URLs', () => {
  test('a reroute URL assigns the study, signs its user in once, and carries its token in the fragment only', async () => {
    const study = await create();
    const { status, body } = await api.post(`${STUDIES}/reroute-url`, { assignedToUserId: reader, studyId: study.studyId });
    expect(status).toBe(200);
    const url = new URL(body.url);
    expect([url.origin, url.pathname, url.search]).toEqual([server.deps.config.publicUrl, '/open', '']);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toMatchObject({
      studyReportStatus: 'assigned',
      assignedTo: { userId: reader },
    });
    const open = () => server.app.inject({ method: 'POST', url: '/api/session/open', payload: { token: url.hash.slice(1) } });
    const opened = await open();
    expect(opened.json()).toMatchObject({ purpose: 'reroute', goTo: `/study/${study.studyId}` });
    expect((await open()).statusCode).toBe(401);
  });

  test('a study of somebody else is reassigned, one being dictated keeps its state', async () => {
    const study = await create({ assignedTo: second });
    await setStatus(study, 'in_progress');
    expect((await api.post(`${STUDIES}/reroute-url`, { assignedToUserId: reader, studyId: study.studyId })).status).toBe(200);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toMatchObject({
      studyReportStatus: 'in_progress',
      assignedTo: { userId: reader },
    });
  });

  test('404 for an unknown user, 422 for one who cannot report, and nothing is assigned', async () => {
    const study = await create();
    const clerk = await server.newUser({ canCreateReports: false, npiNumber: undefined });
    const call = (assignedToUserId: string) => api.post(`${STUDIES}/reroute-url`, { assignedToUserId, studyId: study.studyId });
    expect((await call(publicId('usr', crypto.randomUUID()))).status).toBe(404);
    expect((await call(clerk.userId)).status).toBe(422);
    expect((await call('me')).body.issues[0].path).toBe('assignedToUserId');
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toMatchObject({ studyReportStatus: 'unassigned', assignedTo: null });
  });

  test('a viewer-only URL opens the study with or without a user and assigns nothing', async () => {
    const study = await create();
    const clerk = await server.newUser({ canCreateReports: false, npiNumber: undefined });
    for (const user of [{}, { userId: clerk.userId }]) {
      const { status, body } = await api.post(`${STUDIES}/viewer-only-reroute-url`, { studyId: study.studyId, ...user });
      expect(status).toBe(200);
      const token = new URL(body.url).hash.slice(1);
      const opened = await server.app.inject({ method: 'POST', url: '/api/session/open', payload: { token } });
      expect(opened.json()).toMatchObject({ purpose: 'viewer', goTo: `/study/${study.studyId}?images` });
    }
    expect(
      (await api.post(`${STUDIES}/viewer-only-reroute-url`, { studyId: study.studyId, userId: publicId('usr', crypto.randomUUID()) }))
        .status,
    ).toBe(404);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toMatchObject({ studyReportStatus: 'unassigned', assignedTo: null });
  });
});
