import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader, newStudy, signReport, writeReport } from '../../../test/browser.ts';
import { createClinic } from '../clinics/index.ts';

let server: TestApp;
let authorization: string;

beforeAll(async () => {
  server = await createTestApp();
  ({ authorization } = await server.newKey());
  return () => server.close();
});

const study = (changes = {}) => newStudy(server, authorization, changes);
const readStudy = async (studyId: string) => (await apiClient(server.app, authorization).get(`/autoScribe/studies/${studyId}`)).body;
const patchStudy = (studyId: string, changes: Record<string, unknown>) =>
  apiClient(server.app, authorization).patch(`/autoScribe/studies/${studyId}`, changes);
const cancelStudy = (studyId: string) => apiClient(server.app, authorization).post('/autoScribe/studies/cancel', { studyId });
const reportRows = async (studyId: string) => {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT id FROM reports WHERE study_id = ${studyId.slice(4)}::uuid AND status <> 'cancelled'`),
  );
  return rows;
};

describe('opening the report', () => {
  test('starts it: the study is in progress and theirs, the draft is the template for the procedure', async () => {
    const reader = await newReader(server);
    const studyId = await study({ studyDescription: 'CT HEAD WITHOUT CONTRAST', modality: 'CT', clinicalIndication: 'Headache.' });
    const { status, body } = await reader.post(`/studies/${studyId}/report`);
    expect(status).toBe(200);
    expect(body.report).toMatchObject({
      studyId,
      userId: reader.userId,
      status: 'in_progress',
      isAddendum: false,
      isCritical: null,
      signedAt: null,
    });
    expect(body.draft).toMatchObject({ revision: 1, dictation: '', document: { templateId: expect.stringMatching(/head/) } });
    expect(JSON.stringify(body.draft.document)).toContain('Headache.');
    expect(body.permissions).toEqual({ edit: true, sign: true, cancelAddendum: false });
    expect(await readStudy(studyId)).toMatchObject({ studyReportStatus: 'in_progress', assignedTo: { userId: reader.userId } });
  });

  test('again opens the same draft', async () => {
    const reader = await newReader(server);
    const studyId = await study();
    const { reportId, document, revision } = await writeReport(reader, studyId);
    const { body } = await reader.post(`/studies/${studyId}/report`);
    expect([body.report.reportId, body.draft.revision, body.draft.document]).toEqual([reportId, revision, document]);
    expect(await reportRows(studyId)).toHaveLength(1);
  });

  test('in many windows at once makes one report and one draft', async () => {
    const reader = await newReader(server);
    const studyId = await study();
    const answers = await Promise.all(Array.from({ length: 8 }, () => reader.post(`/studies/${studyId}/report`)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.report?.reportId} ${body.draft?.revision}`)).size).toBe(1);
    expect(await reportRows(studyId)).toHaveLength(1);
  });

  test('by two radiologists at once gives it to one; for the other it is out of reach', async () => {
    const [one, other] = [await newReader(server), await newReader(server)];
    const studyId = await study();
    const statuses = (await Promise.all([one, other].map((reader) => reader.post(`/studies/${studyId}/report`)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 404]);
    expect(await reportRows(studyId)).toHaveLength(1);
  });

  test('by an owner, who may only read, starts nothing and shows what there is', async () => {
    const owner = await newReader(server, { level: 'owner', canCreateReports: false, npiNumber: undefined });
    const reader = await newReader(server);
    const studyId = await study();
    expect(await owner.post(`/studies/${studyId}/report`)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await reportRows(studyId)).toHaveLength(0);
    const { reportId, document } = await writeReport(reader, studyId);
    const { status, body } = await owner.post(`/studies/${studyId}/report`);
    expect([status, body.report.userId, body.draft.document]).toEqual([200, reader.userId, document]);
    expect(body.permissions).toEqual({ edit: false, sign: false, cancelAddendum: false });
    const save = { baseRevision: body.draft.revision, document, dictation: '' };
    expect((await owner.put(`/reports/${reportId}/draft`, save)).status).toBe(403);
    expect((await owner.post(`/reports/${reportId}/dictations`, { spoken: 'x' })).status).toBe(403);
    expect(
      (await owner.post(`/reports/${reportId}/sign`, { revision: body.draft.revision, isCritical: false, dismissals: [] })).status,
    ).toBe(403);
  });

  test('after the study was given to another radiologist: that one goes on with the words as they are, the first one is out', async () => {
    const [first, second] = [await newReader(server), await newReader(server)];
    const studyId = await study();
    const { reportId, document, revision } = await writeReport(first, studyId);
    await patchStudy(studyId, { assignedTo: second.userId });
    const late = await first.put(`/reports/${reportId}/draft`, { baseRevision: revision, document, dictation: 'late words' });
    expect(late.status).toBe(404);
    const { body } = await second.post(`/studies/${studyId}/report`);
    expect(body).toMatchObject({ report: { reportId, userId: second.userId }, draft: { document, revision }, permissions: { edit: true } });
    expect(await readStudy(studyId)).toMatchObject({ studyReportStatus: 'in_progress' });
    expect((await second.put(`/reports/${reportId}/draft`, { baseRevision: revision, document, dictation: '' })).status).toBe(200);
  });

  test('after the study was taken from its reader and given to nobody: whoever opens it next has it', async () => {
    const [first, second] = [await newReader(server), await newReader(server)];
    const studyId = await study();
    const { reportId } = await writeReport(first, studyId);
    await patchStudy(studyId, { assignedTo: null });
    const { body } = await second.post(`/studies/${studyId}/report`);
    expect(body.report).toMatchObject({ reportId, userId: second.userId });
    expect(await readStudy(studyId)).toMatchObject({ studyReportStatus: 'in_progress', assignedTo: { userId: second.userId } });
  });

  test('of a cancelled study is refused, and a draft that was there is shown but not written', async () => {
    const reader = await newReader(server);
    const fresh = await study();
    await cancelStudy(fresh);
    expect(await reader.post(`/studies/${fresh}/report`)).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
    const studyId = await study();
    const { reportId, document, revision } = await writeReport(reader, studyId);
    await cancelStudy(studyId);
    expect((await reader.post(`/studies/${studyId}/report`)).body.permissions).toEqual({ edit: false, sign: false, cancelAddendum: false });
    const refused = { status: 422, body: { code: 'study_cancelled' } };
    expect(await reader.put(`/reports/${reportId}/draft`, { baseRevision: revision, document, dictation: '' })).toMatchObject(refused);
    expect(await reader.post(`/reports/${reportId}/dictations`, { spoken: 'x' })).toMatchObject(refused);
    expect(await reader.post(`/reports/${reportId}/sign`, { revision, isCritical: false, dismissals: [] })).toMatchObject(refused);
  });

  test('after signing shows the signed report', async () => {
    const reader = await newReader(server);
    const studyId = await study();
    const reportId = await signReport(reader, studyId);
    const { body } = await reader.post(`/studies/${studyId}/report`);
    expect(body).toMatchObject({ report: { reportId, status: 'completed' }, draft: null, permissions: { edit: false, sign: false } });
    expect(body.document.sections).toHaveLength(6);
  });

  test('what is out of reach is not there: another clinic, an unknown id, a malformed one', async () => {
    const clinicId = await createClinic(server.deps, 'Other clinic');
    const stranger = await newReader(server, { clinicId });
    const reader = await newReader(server);
    const studyId = await study();
    const { reportId, revision, document } = await writeReport(reader, studyId);
    for (const id of [studyId, `stu_${'0'.repeat(32)}`, 'stu_x', 'x', '%00']) {
      expect((await stranger.post(`/studies/${id}/report`)).status).toBe(404);
      expect((await stranger.get(`/studies/${id}`)).status).toBe(404);
    }
    for (const id of [reportId, `rep_${'0'.repeat(32)}`, 'rep_x', 'x']) {
      expect((await stranger.get(`/reports/${id}`)).status).toBe(404);
      expect((await stranger.get(`/reports/${id}/pdf`)).status).toBe(404);
      expect((await stranger.put(`/reports/${id}/draft`, { baseRevision: revision, document, dictation: '' })).status).toBe(404);
      expect((await stranger.post(`/reports/${id}/sign`, { revision, isCritical: false, dismissals: [] })).status).toBe(404);
    }
  });
});
