import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader } from '../../../test/browser.ts';
import { auditEvents } from '../../platform/db/schema.ts';

const PDF = Buffer.from('%PDF-1.7\n% a report\n');
let server: TestApp;
let api: ApiClient;
let archive: Server;
let reader: BrowserClient;

beforeAll(async () => {
  archive = createServer((_request, response) => response.end(PDF));
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  reader = await newReader(server);
  return async () => {
    archive.close();
    await server.close();
  };
});

const patient = { patientName: 'DOE^JANE', mrn: 'MRN-OF-JANE', dateOfBirth: '1961-07-09' };
const withFile = () => ({
  reportFileUrl: `http://127.0.0.1:${(archive.address() as AddressInfo).port}/r.pdf`,
  reportFileName: 'Befund Ü "1".pdf',
});
async function archived(changes: Record<string, unknown> = {}) {
  const body = studyBody({ reportMetadata: patient, ...changes });
  return (await api.post('/autoScribe/studies/external', body)).body;
}
async function study(changes: Record<string, unknown> = {}): Promise<string> {
  return (await api.post('/autoScribe/studies', studyBody({ reportMetadata: patient, ...changes }))).body.studyId;
}
const shownWith = (studyId: string, client = reader) => client.get(`/studies/${studyId}/external-reports`);
const file = (studyId: string, id: string, client = reader) => client.get(`/studies/${studyId}/external-reports/${id}/file`);

test('an external study shows its text, its reader and its file, in place and harmless; each look is on record', async () => {
  const { studyId, externalReportId } = await archived({
    reportText: 'Clear lungs.',
    readerName: 'Dr. Old',
    signedAt: 'in 2019',
    ...withFile(),
  });
  const { status, body } = await shownWith(studyId);
  expect({ status, own: body.own }).toEqual({
    status: 200,
    own: {
      externalReportId,
      studyId,
      studyDescription: 'CT CHEST W CONTRAST',
      modality: null,
      studyDate: null,
      readerName: 'Dr. Old',
      signedAt: 'in 2019',
      reportText: 'Clear lungs.',
      file: { name: 'Befund Ü "1".pdf', type: 'application/pdf' },
    },
  });
  const opened = await file(studyId, externalReportId);
  expect(opened).toMatchObject({
    status: 200,
    body: PDF,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': "inline; filename*=UTF-8''Befund%20%C3%9C%20%221%22.pdf",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
  expect(opened.headers['content-security-policy']).toContain("default-src 'none'");
  expect(opened.headers['content-security-policy']).toContain("frame-ancestors 'self'");
  for (const action of ['external_report.read', 'external_report.file_opened']) {
    const rows = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, action)),
    );
    expect(rows).toMatchObject([{ subject: studyId, actorKind: 'user' }]);
    expect(JSON.stringify(rows)).not.toMatch(/JANE|Clear|Befund/);
  }
});

test('a study shows the files of its patient’s earlier reports, of nobody else’s and of no other customer’s', async () => {
  const mine = { ...patient, mrn: 'MRN-2' };
  const prior = await archived({ reportMetadata: mine, studyDescription: 'XR CHEST 2019', ...withFile() });
  await archived({ reportMetadata: mine, reportText: 'Words only.' });
  const namesake = await archived({ reportMetadata: { ...mine, dateOfBirth: '2001-01-01' }, ...withFile() });
  const stranger = await archived({ reportMetadata: { ...mine, mrn: 'MRN-3' }, ...withFile() });
  const studyId = await study({ reportMetadata: mine });
  const { body } = await shownWith(studyId);
  expect(body.own).toBeNull();
  expect(body.priors.map(({ studyDescription }: { studyDescription: string }) => studyDescription)).toEqual(['XR CHEST 2019']);
  expect((await file(studyId, prior.externalReportId)).status).toBe(200);
  for (const other of [namesake, stranger]) expect((await file(studyId, other.externalReportId)).status).toBe(404);
  expect((await file(studyId, 'ext_1')).status).toBe(404);
});

test('a study without any says so', async () => {
  expect((await shownWith(await study({ reportMetadata: {} }))).body).toEqual({ own: null, priors: [] });
});

test('401, 403 and 404', async () => {
  const { studyId, externalReportId } = await archived({ reportMetadata: { mrn: 'MRN-4' }, ...withFile() });
  const { expressCustomerId } = (await api.post('/express', { expressCustomerName: 'North' })).body;
  const north = await archived({ reportMetadata: { mrn: 'MRN-4' }, expressCustomerId, ...withFile() });
  for (const path of [shownWith, (id: string, client?: BrowserClient) => file(id, externalReportId, client)]) {
    expect((await path(studyId, browserClient(server.app))).status).toBe(401);
    expect((await path(north.studyId)).status).toBe(404);
    expect((await path(`stu_${'0'.repeat(32)}`)).status).toBe(404);
  }
  expect((await shownWith(studyId)).body.priors).toEqual([]);
  const { url } = (await api.post('/autoScribe/studies/viewer-only-reroute-url', { studyId })).body;
  const opened = await browserClient(server.app).post('/session/open', { token: new URL(url).hash.slice(1) });
  const cookie = [opened.headers['set-cookie']].flat().join(';').split(';')[0] ?? '';
  expect((await shownWith(studyId, browserClient(server.app, cookie))).status).toBe(403);
});
