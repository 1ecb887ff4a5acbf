import { publicId } from '@readroom/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader, signReport } from '../../../test/browser.ts';
import { createClinic } from '../clinics/index.ts';

/** Clients of the first revision: the names that they send and the names that they read. */

const STUDIES = '/autoScribe/studies';
let server: TestApp;
let api: ApiClient;
let authorization: string;
let customer: { expressCustomerId: string; orgId: string };

beforeAll(async () => {
  server = await createTestApp();
  ({ authorization } = await server.newKey());
  api = apiClient(server.app, authorization);
  customer = await newCustomer(api);
  return () => server.close();
});

async function newCustomer(client: ApiClient) {
  const { orgId } = (await client.post('/orgs', { orgName: 'North site' })).body;
  return { orgId, expressCustomerId: orgId.replace('org_', 'cus_') };
}

async function create(changes: Record<string, unknown> = {}) {
  const { status, body } = await api.post(STUDIES, studyBody(changes));
  expect(status).toBe(200);
  return body;
}

const patch = (study: { studyId: string }, changes: Record<string, unknown>) => api.patch(`${STUDIES}/${study.studyId}`, changes);

describe('taken and given', () => {
  test('orgId is expressCustomerId, and every study carries both', async () => {
    const study = await create({ orgId: customer.orgId });
    expect(study.expressCustomer).toEqual({ expressCustomerId: customer.expressCustomerId, expressCustomerName: 'North site' });
    expect(study.org).toEqual({ orgId: customer.orgId, orgName: 'North site' });
    expect((await create({ expressCustomerId: customer.expressCustomerId })).org).toEqual(study.org);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toEqual(study);
    expect((await api.get(`${STUDIES}?orgId=${customer.orgId}`)).body.studies).toContainEqual(study);
  });

  test('a study of nobody carries null and empty lists', async () => {
    expect(await create()).toMatchObject({ org: null, priorReportTexts: [], priorStudyIds: [] });
  });

  test('scanDate, scanTime and scanType are studyDate, studyTime and procedure, both ways', async () => {
    const scan = { scanDate: '2024-03-15', scanTime: '10:30', scanType: 'CT chest' };
    const exam = { studyDate: '2024-03-15', studyTime: '10:30', procedure: 'CT chest' };
    expect((await create({ reportMetadata: scan })).reportMetadata).toEqual({ ...scan, ...exam });
    expect((await create({ reportMetadata: exam })).reportMetadata).toEqual({ ...scan, ...exam });
    expect((await create({ reportMetadata: { mrn: '1' } })).reportMetadata).toEqual({ mrn: '1' });
  });

  test('further priors come back as they were sent, beside priorReports', async () => {
    const prior = await create();
    const sent = { priorReportTexts: ['Unchanged nodule.', 'Ältere\nAufnahme'], priorStudyIds: [prior.studyId] };
    const study = await create({ ...sent, priorReports: [{ reportText: 'CT 2020' }] });
    expect(study).toMatchObject({ ...sent, priorReports: [{ reportText: 'CT 2020' }] });
    expect((await patch(study, { priorReportTexts: ['Only this.'] })).body).toMatchObject({
      priorReportTexts: ['Only this.'],
      priorStudyIds: [prior.studyId],
    });
    expect((await patch(study, { priorReportTexts: null, priorStudyIds: [] })).body).toMatchObject({
      priorReportTexts: [],
      priorStudyIds: [],
      priorReports: [{ reportText: 'CT 2020' }],
    });
  });

  test('PATCH takes the old names: changed, cleared, and what is not named stays', async () => {
    const study = await create({ reportMetadata: { studyDate: '2024-01-01', procedure: 'CT', mrn: '1' } });
    const { body } = await patch(study, { orgId: customer.orgId, reportMetadata: { scanDate: '2024-02-02', scanType: null } });
    expect(body.org.orgId).toBe(customer.orgId);
    expect(body.reportMetadata).toEqual({ studyDate: '2024-02-02', scanDate: '2024-02-02', mrn: '1' });
    expect((await patch(study, { orgId: null })).body).toMatchObject({ org: null, expressCustomer: null });
  });

  test('a report carries the old names in its header too', async () => {
    const reader = await newReader(server);
    const study = await create({ reportMetadata: { studyDate: '2024-01-01' } });
    await signReport(reader, study.studyId);
    const { body } = await api.get(`/autoScribe/reports?studyId=${study.studyId}`);
    expect(body.reports[0].snapshotMetadata).toEqual({ studyDate: '2024-01-01', scanDate: '2024-01-01' });
  });
});

describe('both names at once', () => {
  test('the same value is fine', async () => {
    const study = await create({
      ...customer,
      reportMetadata: { scanDate: '2024-01-01', studyDate: '2024-01-01', scanType: 'CT', procedure: 'CT' },
    });
    expect(study.org.orgId).toBe(customer.orgId);
    expect((await patch(study, { orgId: null, expressCustomerId: null })).body.org).toBeNull();
    expect((await api.get(`${STUDIES}?orgId=${customer.orgId}&expressCustomerId=${customer.expressCustomerId}`)).status).toBe(200);
    expect((await api.get(`${STUDIES}?orgId=&expressCustomerId=null`)).status).toBe(200);
  });

  test.each([
    ['orgId', () => ({ orgId: `org_${'0'.repeat(32)}`, expressCustomerId: customer.expressCustomerId })],
    ['reportMetadata.scanDate', () => ({ reportMetadata: { scanDate: '2024-01-01', studyDate: '2024-01-02' } })],
    ['reportMetadata.scanTime', () => ({ reportMetadata: { scanTime: '10:00', studyTime: '10:01' } })],
    ['reportMetadata.scanType', () => ({ reportMetadata: { scanType: 'CT', procedure: 'ct' } })],
  ])('different values of %s: 400 naming it, in create and PATCH', async (path, changes) => {
    const refused = { status: 400, body: { code: 'malformed_request', issues: [{ path }] } };
    expect(await api.post(STUDIES, studyBody(changes()))).toMatchObject(refused);
    expect(await patch(await create(), changes())).toMatchObject(refused);
  });

  test('null and a value differ', async () => {
    const study = await create();
    expect(await patch(study, { orgId: null, expressCustomerId: customer.expressCustomerId })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'orgId' }] },
    });
    expect(await patch(study, { reportMetadata: { scanDate: null, studyDate: '2024-01-01' } })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'reportMetadata.scanDate' }] },
    });
    expect(await api.get(`${STUDIES}?orgId=${customer.orgId}&expressCustomerId=`)).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'orgId' }] },
    });
  });
});

describe('refused', () => {
  test('a customer that is not there, under the name that was sent', async () => {
    const id = '0'.repeat(32);
    for (const [path, value] of [
      ['orgId', `org_${id}`],
      ['expressCustomerId', `cus_${id}`],
    ] as const) {
      const unknown = { status: 404, body: { issues: [{ path }] } };
      expect(await api.post(STUDIES, studyBody({ [path]: value }))).toMatchObject(unknown);
      expect(await patch(await create(), { [path]: value })).toMatchObject(unknown);
      expect(await api.post(`${STUDIES}/external`, studyBody({ [path]: value }))).toMatchObject(unknown);
    }
  });

  test.each([
    ['an orgId of another kind', { orgId: `cus_${'0'.repeat(32)}` }, 'orgId'],
    ['a scanDate that no calendar has', { reportMetadata: { scanDate: '2023-02-29' } }, 'reportMetadata.scanDate'],
    ['a scanTime of another form', { reportMetadata: { scanTime: '10' } }, 'reportMetadata.scanTime'],
    ['an empty prior text', { priorReportTexts: ['a', ''] }, 'priorReportTexts[1]'],
    ['a prior text of 60,000 characters', { priorReportTexts: ['x'.repeat(60_000)] }, 'priorReportTexts[0]'],
    ['51 prior texts', { priorReportTexts: Array.from({ length: 51 }, () => 'a') }, 'priorReportTexts'],
    ['a prior study id of another kind', { priorStudyIds: [`rep_${'0'.repeat(32)}`] }, 'priorStudyIds[0]'],
  ])('400: %s', async (_name, changes, path) => {
    expect(await api.post(STUDIES, studyBody(changes))).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('400 for an orgId filter that is no id', async () => {
    expect(await api.get(`${STUDIES}?orgId=north`)).toMatchObject({ status: 400, body: { issues: [{ path: 'orgId' }] } });
  });

  test('404 for an organization, and for a prior study, that is unknown, of another clinic or out of scope', async () => {
    const clinicId = await createClinic(server.deps, 'Neighbour');
    const neighbour = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
    const foreign = (await neighbour.post(STUDIES, studyBody())).body;
    const known = await create();
    for (const orgId of [publicId('org', crypto.randomUUID()), (await newCustomer(neighbour)).orgId]) {
      expect((await api.post(STUDIES, studyBody({ orgId }))).status).toBe(404);
    }
    for (const studyId of [publicId('stu', crypto.randomUUID()), foreign.studyId]) {
      const refused = { status: 404, body: { issues: [{ path: 'priorStudyIds[1]' }] } };
      expect(await api.post(STUDIES, studyBody({ priorStudyIds: [known.studyId, studyId] }))).toMatchObject(refused);
      expect(await patch(await create(), { priorStudyIds: [known.studyId, studyId] })).toMatchObject(refused);
    }
    const self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
    expect((await self.post(STUDIES, studyBody({ priorStudyIds: [known.studyId] }))).status).toBe(404);
  });

  test('422: a study is no prior of itself', async () => {
    const study = await create();
    expect(await patch(study, { priorStudyIds: [study.studyId] })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'priorStudyIds[0]' }] },
    });
  });
});

describe('the reading room', () => {
  test('has the priors of both revisions, and of a named study what was signed', async () => {
    const reader = await newReader(server);
    const prior = await create({
      studyDescription: 'XR CHEST',
      modality: 'DX',
      reportMetadata: { scanDate: '2023-05-06' },
      assignedTo: (await newReader(server)).userId,
    });
    const signer = await newReader(server);
    await patch(prior, { assignedTo: signer.userId });
    await signReport(signer, prior.studyId, { exam: 'XR chest.', findings: 'The lungs are clear.', impression: 'Normal chest.' });
    const unsigned = await create();
    const study = await create({
      assignedTo: reader.userId,
      priorReports: [{ reportText: 'First prior.' }],
      priorReportTexts: ['Second prior.'],
      priorStudyIds: [unsigned.studyId, prior.studyId],
    });
    const expected = [
      { reportText: 'First prior.' },
      { reportText: 'Second prior.' },
      {
        reportText: expect.stringContaining('Normal chest.'),
        studyDescription: 'XR CHEST',
        modality: 'DX',
        studyDate: '2023-05-06',
      },
    ];
    expect((await reader.get(`/studies/${study.studyId}`)).body.study.priorReports).toEqual(expected);
    const { body } = await reader.post(`/studies/${study.studyId}/report`);
    expect(body.context.priorReports).toEqual(expected);
    // The engine compares with what it knows: the exam of that day stands in the new report.
    expect(JSON.stringify(body.draft.document.sections)).toContain('XR CHEST');
    const { studies } = (await reader.get('/worklist?assigned=me')).body;
    expect(studies.find((row: { studyId: string }) => row.studyId === study.studyId).priorCount).toBe(4);
  });

  test('over a viewer-only link there are no priors, under no name', async () => {
    const study = await create({ priorReportTexts: ['Secret prior.'], priorStudyIds: [(await create()).studyId] });
    const { url } = (await api.post(`${STUDIES}/viewer-only-reroute-url`, { studyId: study.studyId })).body;
    const opened = await server.app.inject({
      method: 'POST',
      url: '/api/session/open',
      payload: { token: new URL(url).hash.slice(1) },
    });
    const cookie = opened.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const page = await server.app.inject({ method: 'GET', url: `/api/studies/${study.studyId}`, headers: { cookie } });
    expect(page.statusCode).toBe(200);
    expect(page.json().study).toMatchObject({ priorReports: [], priorReportTexts: [], priorStudyIds: [] });
    expect(page.body).not.toContain('Secret prior.');
  });
});
