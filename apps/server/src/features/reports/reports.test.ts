import { publicId, type ReportDocument, rawId, SECTION_IDS } from '@readroom/contract';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { auditEvents, reportDrafts, reportDraftVersions, reports, studies } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const STUDIES = '/autoScribe/studies';
const REPORTS = '/autoScribe/reports';
let server: TestApp;
let api: ApiClient;
let reader: string;
let now: Date;

beforeAll(async () => {
  now = new Date();
  server = await createTestApp({ deps: { clock: { now: () => now } } });
  api = apiClient(server.app, (await server.newKey()).authorization);
  reader = (await server.newUser()).userId;
  return () => server.close();
});

function reportDocument(impression: string): ReportDocument {
  const paragraph = { label: null, spans: [{ text: impression, origin: 'typed' as const, accepted: true }] };
  return { templateId: 'generic', sections: SECTION_IDS.map((id) => ({ id, paragraphs: id === 'impression' ? [paragraph] : [] })) };
}

interface Study {
  studyId: string;
  studyInstanceUid: string;
}

async function newStudy(): Promise<Study> {
  const { body } = await api.post(STUDIES, studyBody({ assignedTo: reader }));
  return body;
}

type NewReport = Partial<typeof reports.$inferInsert>;

/** A report row as dictation and signing leave it. @returns its public id. */
async function addReport(study: Study, values: NewReport = {}): Promise<string> {
  const id = crypto.randomUUID();
  await server.deps.db.inClinic(server.clinicId, async (tx) => {
    await tx.insert(reports).values({
      id,
      clinicId: server.clinicId,
      studyId: rawId('stu', study.studyId)!,
      userId: rawId('usr', reader)!,
      status: 'in_progress',
      ...values,
    });
    if (!values.isAddendum) {
      const status = values.status === 'completed' ? 'completed' : 'in_progress';
      await tx
        .update(studies)
        .set({ status, isCritical: values.isCritical ?? null })
        .where(eq(studies.id, rawId('stu', study.studyId)!));
    }
  });
  return publicId('rep', id);
}

function signed(impression: string): NewReport {
  return {
    status: 'completed',
    isCritical: true,
    document: reportDocument(impression),
    plainText: `IMPRESSION\n${impression}`,
    snapshotMetadata: { patientName: 'DOE^JANE', mrn: 'AT-SIGNING' },
    snapshot: {
      clinicName: 'Test clinic',
      studyDescription: 'CT CHEST',
      studyInstanceUid: '1.2.3',
      signer: { userId: reader, firstName: 'Rea', lastName: 'Der', npiNumber: '1234567893' },
    },
    signedAt: new Date('2026-03-01T12:00:00.000Z'),
    contentHash: 'a'.repeat(64),
  };
}

const fetchFile = (url: string) => server.app.inject({ method: 'GET', url: url.replace(server.deps.config.publicUrl, '') });

async function auditOf(study: Study, action: string) {
  return server.deps.db.inClinic(server.clinicId, (tx) =>
    tx
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.studyId, rawId('stu', study.studyId)!), eq(auditEvents.action, action))),
  );
}

describe('list', () => {
  test('a study without a report has none', async () => {
    const study = await newStudy();
    const { studyId, studyInstanceUid } = study;
    expect(await api.get(`${REPORTS}?studyId=${studyId}`)).toMatchObject({ status: 200, body: { studyId, studyInstanceUid, reports: [] } });
  });

  test('one in progress shows the header of today and no words', async () => {
    const study = await newStudy();
    const reportId = await addReport(study);
    await api.patch(`${STUDIES}/${study.studyId}`, { reportMetadata: { mrn: 'CORRECTED' } });
    const { body } = await api.get(`${REPORTS}?studyInstanceUid=${study.studyInstanceUid}`);
    expect(body.reports).toEqual([
      {
        reportId,
        studyId: study.studyId,
        userId: reader,
        status: 'in_progress',
        isAddendum: false,
        isCritical: null,
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
        signedAt: null,
        snapshotMetadata: { patientName: 'DOE^JANE', mrn: 'CORRECTED' },
      },
    ]);
  });

  test('a signed one keeps the header that it was signed with, whatever the study says later', async () => {
    const study = await newStudy();
    const reportId = await addReport(study, signed('Pneumonia.'));
    expect((await api.patch(`${STUDIES}/${study.studyId}`, { reportMetadata: { mrn: 'LATER' }, assignedTo: null })).body).toMatchObject({
      studyReportStatus: 'completed',
      isCritical: true,
      reportMetadata: { mrn: 'LATER' },
      reportIds: [{ reportId, status: 'completed', isCritical: true }],
    });
    const { body } = await api.get(`${REPORTS}?studyId=${study.studyId}`);
    expect(body.reports).toMatchObject([
      {
        reportId,
        status: 'completed',
        isCritical: true,
        signedAt: '2026-03-01T12:00:00.000Z',
        snapshotMetadata: { mrn: 'AT-SIGNING' },
        reportPlainText: 'IMPRESSION\nPneumonia.',
      },
    ]);
  });

  test.each([
    ['', 'studyId'],
    ['studyId=', 'studyId'],
    ['studyId=stu_1', 'studyId'],
    ['studyInstanceUid=1.02', 'studyInstanceUid'],
    ['studyInstanceUid=1.2.3&reportId=rep_1', 'reportId'],
  ])('400 for ?%s', async (query, path) => {
    expect(await api.get(`${REPORTS}?${query}`)).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('404 for an unknown study, 422 for two names of different studies', async () => {
    const [one, two] = [await newStudy(), await newStudy()];
    expect((await api.get(`${REPORTS}?studyId=${publicId('stu', crypto.randomUUID())}`)).status).toBe(404);
    expect((await api.get(`${REPORTS}?studyInstanceUid=${newUid()}`)).status).toBe(404);
    expect((await api.get(`${REPORTS}?studyId=${one.studyId}&studyInstanceUid=${two.studyInstanceUid}`)).status).toBe(422);
  });
});

describe('text', () => {
  test('by report one item, by study a list, original first; none for what is not signed', async () => {
    const study = await newStudy();
    const original = await addReport(study, signed('Pneumonia.'));
    const addendum = await addReport(study, { isAddendum: true, parentReportId: rawId('rep', original) });
    const item = {
      reportId: original,
      studyId: study.studyId,
      studyInstanceUid: study.studyInstanceUid,
      isCritical: true,
      snapshotMetadata: { patientName: 'DOE^JANE', mrn: 'AT-SIGNING' },
      plainText: 'IMPRESSION\nPneumonia.',
    };
    expect((await api.get(`${REPORTS}/text?reportId=${original}`)).body).toEqual(item);
    const open = (await api.get(`${REPORTS}/text?reportId=${addendum}`)).body;
    expect(open).toMatchObject({ reportId: addendum, isCritical: null });
    expect(open).not.toHaveProperty('plainText');
    expect((await api.get(`${REPORTS}/text?studyId=${study.studyId}`)).body).toEqual({
      studyId: study.studyId,
      studyInstanceUid: study.studyInstanceUid,
      reports: [item, open],
    });
    expect((await auditOf(study, 'report.text_read')).map((row) => row.subject)).toEqual([original, addendum, original, addendum]);
  });

  test('404 for an unknown report, 422 for a report of another study, 400 for none', async () => {
    const [one, two] = [await newStudy(), await newStudy()];
    const reportId = await addReport(one, signed('A'));
    for (const path of ['text', 'pdf']) {
      expect((await api.get(`${REPORTS}/${path}?reportId=${publicId('rep', crypto.randomUUID())}`)).status).toBe(404);
      expect((await api.get(`${REPORTS}/${path}?reportId=${reportId}&studyId=${two.studyId}`)).status).toBe(422);
      expect((await api.get(`${REPORTS}/${path}?reportId=${reportId}&studyInstanceUid=${one.studyInstanceUid}`)).status).toBe(200);
      expect(await api.get(`${REPORTS}/${path}`)).toMatchObject({ status: 400, body: { issues: [{ path: 'reportId' }] } });
    }
  });
});

describe('pdf', () => {
  test('a URL that gives the PDF without a key, until it expires; both are in the audit', async () => {
    const study = await newStudy();
    const reportId = await addReport(study, signed('Pneumonia.'));
    const { body } = await api.get(`${REPORTS}/pdf?reportId=${reportId}`);
    expect(body).toMatchObject({ reportId, isCritical: true, snapshotMetadata: { mrn: 'AT-SIGNING' } });
    const file = await fetchFile(body.presignedUrl);
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe('application/pdf');
    expect(file.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await fetchFile(body.presignedUrl)).rawPayload.equals(file.rawPayload)).toBe(true);
    expect(await auditOf(study, 'report.pdf_url_created')).toHaveLength(1);
    expect(await auditOf(study, 'report.pdf_downloaded')).toHaveLength(2);
    const issued = now;
    now = new Date(issued.getTime() + 3_598_000);
    expect((await fetchFile(body.presignedUrl)).statusCode).toBe(200);
    now = new Date(issued.getTime() + 3_601_000);
    expect(await fetchFile(body.presignedUrl).then((late) => [late.statusCode, late.json().code])).toEqual([401, 'link_not_valid']);
    now = issued;
  });

  test('a URL that was changed opens nothing', async () => {
    const [one, two] = [await newStudy(), await newStudy()];
    const reportId = await addReport(one, signed('A'));
    const other = await addReport(two, signed('B'));
    const { presignedUrl } = (await api.get(`${REPORTS}/pdf?reportId=${reportId}`)).body;
    const changed = [
      presignedUrl.replace(reportId, other),
      presignedUrl.replace(/expires=(\d+)/, (_: string, seconds: string) => `expires=${Number(seconds) + 1}`),
      presignedUrl.replace(/signature=../, 'signature=zz'),
      presignedUrl.replace(/&signature=.*/, ''),
      presignedUrl.replace(/expires=\d+&/, ''),
      `${server.deps.config.publicUrl}/files/reports/x.pdf`,
      presignedUrl.replace('.pdf', ''),
    ];
    for (const url of changed) expect((await fetchFile(url)).statusCode).toBe(401);
  });

  test('by study: of signed reports only; a report that is not signed has none', async () => {
    const study = await newStudy();
    const original = await addReport(study, signed('A'));
    const addendum = await addReport(study, { isAddendum: true, parentReportId: rawId('rep', original) });
    const { body } = await api.get(`${REPORTS}/pdf?studyId=${study.studyId}`);
    expect(body.reports.map((item: { reportId: string }) => item.reportId)).toEqual([original]);
    expect((await api.get(`${REPORTS}/pdf?reportId=${addendum}`)).status).toBe(422);
  });
});

describe('addendum', () => {
  const start = (reportId: string) => api.post(`${REPORTS}/${reportId}/addendum`);
  const cancel = (reportId: string) => api.post(`${REPORTS}/${reportId}/cancel-addendum`);
  const listed = async (study: Study) => (await api.get(`${REPORTS}?studyId=${study.studyId}`)).body.reports;
  const statusOf = async (study: Study) => (await api.get(`${STUDIES}/${study.studyId}`)).body.studyReportStatus;

  test('begins on a completed report: the study is addendum_active with a new report in progress', async () => {
    const study = await newStudy();
    const original = await addReport(study, signed('A'));
    expect(await start(original)).toMatchObject({ status: 200, body: { success: true } });
    expect(await statusOf(study)).toBe('addendum_active');
    const [first, second] = await listed(study);
    expect(first).toMatchObject({ reportId: original, isAddendum: false, status: 'completed' });
    expect(second).toMatchObject({ isAddendum: true, status: 'in_progress', userId: reader, isCritical: null, signedAt: null });
  });

  test.each(['its own id', 'its parent’s id'])(
    'is given up by %s; its words stay among the draft versions and another can begin',
    async (name) => {
      const study = await newStudy();
      const original = await addReport(study, signed('A'));
      await start(original);
      const addendumId: string = (await listed(study))[1].reportId;
      const reportId = rawId('rep', addendumId)!;
      const draft = {
        reportId,
        clinicId: server.clinicId,
        revision: 7,
        document: reportDocument('Also a nodule.'),
        dictation: 'and one more',
      };
      await server.deps.db.inClinic(server.clinicId, (tx) => tx.insert(reportDrafts).values(draft));
      expect((await cancel(name === 'its own id' ? addendumId : original)).body).toEqual({ success: true });
      expect(await statusOf(study)).toBe('completed');
      expect(await listed(study)).toHaveLength(1);
      expect((await api.get(`${REPORTS}/text?reportId=${addendumId}`)).status).toBe(404);
      expect((await api.get(`${STUDIES}/${study.studyId}`)).body.reportIds).toHaveLength(1);
      const kept = await server.deps.db.inClinic(server.clinicId, (tx) =>
        tx.select().from(reportDraftVersions).where(eq(reportDraftVersions.reportId, reportId)),
      );
      expect(kept).toMatchObject([{ revision: 7, dictation: 'and one more', document: draft.document }]);
      expect((await start(original)).status).toBe(200);
      expect(await statusOf(study)).toBe('addendum_active');
    },
  );

  test('one at a time, also of many at once', async () => {
    const study = await newStudy();
    const original = await addReport(study, signed('A'));
    const answers = await Promise.all(Array.from({ length: 6 }, () => start(original)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422, 422, 422]);
    expect(await listed(study)).toHaveLength(2);
  });

  test('422 on a report in progress, on an addendum in progress, and on a cancelled study', async () => {
    const study = await newStudy();
    const open = await addReport(study);
    expect((await start(open)).status).toBe(422);
    expect((await cancel(open)).status).toBe(422);
    const other = await newStudy();
    const original = await addReport(other, signed('A'));
    expect((await cancel(original)).status).toBe(422);
    await start(original);
    expect((await start((await listed(other))[1].reportId)).status).toBe(422);
    await api.post(`${REPORTS}/${original}/cancel-addendum`);
    await api.post(`${STUDIES}/cancel`, { studyId: other.studyId });
    expect(await start(original)).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
  });

  test('404 for unknown ids, 400 for a body with fields', async () => {
    for (const id of [publicId('rep', crypto.randomUUID()), publicId('stu', crypto.randomUUID()), 'text']) {
      expect((await start(id)).status).toBe(404);
      expect((await cancel(id)).status).toBe(404);
    }
    const original = await addReport(await newStudy(), signed('A'));
    expect(await api.post(`${REPORTS}/${original}/addendum`, { text: 'x' })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'text' }] },
    });
  });
});

describe('reach', () => {
  test('401 without a key; 404 for another clinic and outside of self scope', async () => {
    const study = await newStudy();
    const reportId = await addReport(study, signed('A'));
    const clinicId = await createClinic(server.deps, 'Other');
    const strangers = [await server.newKey({ clinicId }), await server.newKey({ scope: 'self' })];
    const gets = [
      `${REPORTS}?studyId=${study.studyId}`,
      `${REPORTS}/text?reportId=${reportId}`,
      `${REPORTS}/pdf?studyInstanceUid=${study.studyInstanceUid}`,
    ];
    const posts = [`${REPORTS}/${reportId}/addendum`, `${REPORTS}/${reportId}/cancel-addendum`];
    const nobody = apiClient(server.app, '');
    for (const path of gets) expect((await nobody.get(path)).status).toBe(401);
    for (const path of posts) expect((await nobody.post(path)).status).toBe(401);
    for (const stranger of strangers) {
      const client = apiClient(server.app, stranger.authorization);
      for (const path of gets) expect(await client.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      for (const path of posts) expect((await client.post(path)).status).toBe(404);
    }
  });
});

test('a client with generated code: its own headers, posts without bytes', async () => {
  const study = await newStudy();
  const reportId = await addReport(study, signed('A'));
  const origin = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { authorization } = await server.newKey();
  const headers = {
    authorization,
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'AutoScribe/JS 1.4.0',
    'x-stainless-lang': 'js',
    'x-stainless-package-version': '1.4.0',
    'x-stainless-runtime': 'node',
    'x-stainless-retry-count': '0',
    'x-stainless-timeout': '60',
    'idempotency-key': `stainless-node-retry-${crypto.randomUUID()}`,
  };
  const answer = await fetch(`${origin}/v1${REPORTS}/${reportId}/addendum`, { method: 'POST', headers });
  expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
  const repeated = await fetch(`${origin}/v1${REPORTS}/${reportId}/addendum`, {
    method: 'POST',
    headers: { ...headers, 'x-stainless-retry-count': '1' },
  });
  expect([repeated.status, await repeated.json()]).toEqual([200, { success: true }]);
});
