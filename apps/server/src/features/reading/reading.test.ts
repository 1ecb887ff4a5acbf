import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient, newUid } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader, newStudy, signReport, WORDS, writeReport } from '../../../test/browser.ts';

let server: TestApp;
let authorization: string;

beforeAll(async () => {
  server = await createTestApp();
  ({ authorization } = await server.newKey());
  return () => server.close();
});

const study = (changes = {}) => newStudy(server, authorization, changes);
const cancel = (studyId: string) => apiClient(server.app, authorization).post('/autoScribe/studies/cancel', { studyId });

describe('the page of a study', () => {
  test('has the order, its reports with their authors, and what the reader may do', async () => {
    const reader = await newReader(server, { firstName: 'Ada', lastName: 'Byron' });
    const studyId = await study({ clinicalHistory: 'Cough.', priorReports: [{ reportText: 'Earlier.' }] });
    expect((await reader.get(`/studies/${studyId}`)).body).toMatchObject({
      study: { studyId, clinicalHistory: 'Cough.', priorReports: [{ reportText: 'Earlier.' }] },
      reports: [],
      imageCount: 0,
      mismatches: [],
      readers: [],
      permissions: { report: true, addendum: false, assign: false, assignToMe: true, uploadImages: true, capture: true },
    });
    const reportId = await signReport(reader, studyId);
    await reader.post(`/studies/${studyId}/addendum`);
    const { body } = await reader.get(`/studies/${studyId}`);
    expect(body.reports).toMatchObject([
      {
        reportId,
        status: 'completed',
        authorName: 'Ada Byron',
        parentReportId: null,
        isAddendum: false,
        reportPlainText: expect.stringContaining(WORDS.impression),
      },
      { status: 'in_progress', authorName: 'Ada Byron', parentReportId: reportId, isAddendum: true },
    ]);
    expect(body.reports[1]).not.toHaveProperty('reportPlainText');
  });

  test('names what the images say otherwise than the order', async () => {
    const reader = await newReader(server);
    const studyInstanceUid = newUid();
    const studyId = await study({
      studyInstanceUid,
      reportMetadata: { patientName: 'Jane Doe', mrn: 'M-1', sex: 'female', dateOfBirth: '1965-02-03' },
    });
    const attributes = JSON.stringify({ patientName: 'DOE^JANE', patientId: 'M-2', patientSex: 'M', patientBirthDate: '19650203' });
    await server.deps.db.asSystem((tx) =>
      tx.execute(
        sql`INSERT INTO dicom_studies (clinic_id, study_instance_uid, attributes) VALUES (${server.clinicId}, ${studyInstanceUid}, ${attributes})`,
      ),
    );
    expect((await reader.get(`/studies/${studyId}`)).body.mismatches).toEqual([
      { field: 'Patient ID', order: 'M-1', images: 'M-2' },
      { field: 'Sex', order: 'female', images: 'male' },
    ]);
  });

  test.each<[string, Parameters<typeof newReader>[1], object]>([
    [
      'an owner who does not report',
      { level: 'owner', canCreateReports: false },
      { report: false, assign: true, assignToMe: false, uploadImages: true, capture: true },
    ],
    ['an admin who reports', { level: 'admin' }, { report: true, assign: true, assignToMe: true, uploadImages: true, capture: true }],
    [
      'a technologist who manages studies',
      { canManageStudies: true, canCreateReports: false },
      { report: false, assign: true, assignToMe: false, uploadImages: true, capture: true },
    ],
    [
      'a member who may neither',
      { canCreateReports: false },
      { report: false, assign: false, assignToMe: false, uploadImages: false, capture: false },
    ],
  ])('permits by role: %s', async (_who, options, permissions) => {
    const user = await newReader(server, options);
    const { body } = await user.get(`/studies/${await study()}`);
    expect(body.permissions).toEqual({ addendum: false, ...permissions });
    expect(body.readers.length > 0).toBe(body.permissions.assign);
  });

  test('of a cancelled study permits nothing', async () => {
    const admin = await newReader(server, { level: 'admin' });
    const studyId = await study();
    await cancel(studyId);
    expect((await admin.get(`/studies/${studyId}`)).body).toMatchObject({
      study: { isCancelled: true },
      permissions: { report: false, addendum: false, assign: false, assignToMe: false, uploadImages: false, capture: false },
    });
  });
});

describe('assigning', () => {
  const statusOf = async (studyId: string) => {
    const { body } = await apiClient(server.app, authorization).get(`/autoScribe/studies/${studyId}`);
    return [body.studyReportStatus, body.assignedTo?.userId ?? null];
  };

  test('a radiologist takes a free study and gives it back; the page that comes back is the new one', async () => {
    const reader = await newReader(server);
    const studyId = await study();
    const taken = await reader.post(`/studies/${studyId}/assign`, { assignedTo: 'me' });
    expect(taken.body.study).toMatchObject({ studyReportStatus: 'assigned', assignedTo: { userId: reader.userId } });
    expect(await statusOf(studyId)).toEqual(['assigned', reader.userId]);
    expect((await reader.post(`/studies/${studyId}/assign`, { assignedTo: null })).body.study.studyReportStatus).toBe('unassigned');
    expect(await statusOf(studyId)).toEqual(['unassigned', null]);
  });

  test('of two who take it at once one has it', async () => {
    const readers = [await newReader(server), await newReader(server), await newReader(server)];
    const studyId = await study();
    const answers = await Promise.all(readers.map((reader) => reader.post(`/studies/${studyId}/assign`, { assignedTo: 'me' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    const winner = readers[answers.findIndex(({ status }) => status === 200)];
    expect(await statusOf(studyId)).toEqual(['assigned', winner?.userId]);
  });

  test('a radiologist assigns to nobody else, and whoever reports nothing takes nothing', async () => {
    const [reader, colleague] = [await newReader(server), await newReader(server)];
    const clerk = await newReader(server, { canCreateReports: false });
    const studyId = await study();
    expect((await reader.post(`/studies/${studyId}/assign`, { assignedTo: colleague.userId })).status).toBe(403);
    expect((await clerk.post(`/studies/${studyId}/assign`, { assignedTo: 'me' })).status).toBe(403);
    expect(await statusOf(studyId)).toEqual(['unassigned', null]);
  });

  test('who manages studies assigns to any reader, also one in progress, whose draft stays', async () => {
    const admin = await newReader(server, { level: 'admin', canCreateReports: false });
    const [reader, colleague] = [await newReader(server), await newReader(server)];
    const studyId = await study();
    const { document } = await writeReport(reader, studyId);
    expect((await admin.post(`/studies/${studyId}/assign`, { assignedTo: colleague.userId })).status).toBe(200);
    expect(await statusOf(studyId)).toEqual(['in_progress', colleague.userId]);
    expect((await colleague.post(`/studies/${studyId}/report`)).body.draft.document).toEqual(document);
  });

  test('to somebody who is not there or cannot report is refused', async () => {
    const admin = await newReader(server, { level: 'admin' });
    const clerk = await server.newUser({ canCreateReports: false });
    const revoked = await server.newUser();
    await server.deps.db.asSystem((tx) => tx.execute(sql`UPDATE users SET revoked_at = now() WHERE email = ${revoked.email}`));
    const studyId = await study();
    const statuses = [];
    for (const assignedTo of [`usr_${'0'.repeat(32)}`, clerk.userId, revoked.userId, 'you', 7, undefined]) {
      statuses.push((await admin.post(`/studies/${studyId}/assign`, { assignedTo })).status);
    }
    expect(statuses).toEqual([404, 422, expect.any(Number), 400, 400, 400]);
    expect([404, 422]).toContain(statuses[2]);
    expect(await statusOf(studyId)).toEqual(['unassigned', null]);
  });

  test('a cancelled or a signed study is left as it is', async () => {
    const admin = await newReader(server, { level: 'admin' });
    const cancelled = await study();
    await cancel(cancelled);
    expect(await admin.post(`/studies/${cancelled}/assign`, { assignedTo: 'me' })).toMatchObject({
      status: 422,
      body: { code: 'study_cancelled' },
    });
    const signed = await study();
    await signReport(admin, signed);
    expect((await admin.post(`/studies/${signed}/assign`, { assignedTo: null })).status).toBe(403);
  });
});
