import { createHash } from 'node:crypto';
import type { SectionId } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { readBack, words as wordsOf } from '../../../../../packages/report/src/render/pdf/read-back.fixture.ts';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader, newStudy, signReport, WORDS, writeReport } from '../../../test/browser.ts';

let server: TestApp;
let authorization: string;
let reader: BrowserClient & { userId: string };

beforeAll(async () => {
  server = await createTestApp();
  ({ authorization } = await server.newKey({ reportWebhookUrl: 'https://ris.example.org/hook' }));
  reader = await newReader(server, {
    firstName: 'Ada',
    lastName: 'Byron',
    middleName: 'M.',
    suffix1: 'MD',
    suffix2: 'PhD',
    npiNumber: '1234567893',
  });
  return () => server.close();
});

const study = (changes = {}) => newStudy(server, authorization, changes);
const api = () => apiClient(server.app, authorization);
const sign = (reportId: string, revision: number, more: Record<string, unknown> = {}) =>
  reader.post(`/reports/${reportId}/sign`, { revision, isCritical: false, dismissals: [], ...more });
async function rowOf(reportId: string) {
  const { rows } = await server.deps.db.asSystem((tx) => tx.execute(sql`SELECT * FROM reports WHERE id = ${reportId.slice(4)}::uuid`));
  return rows[0] as Record<string, never>;
}
async function count(from: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await server.deps.db.asSystem((tx) => tx.execute(sql`SELECT count(*)::int AS n FROM ${from}`));
  return Number(rows[0]?.n);
}

describe('signing', () => {
  test('completes report and study, freezes words, header and signer, and queues PDF and webhook', async () => {
    const studyId = await study();
    const { reportId, revision, document } = await writeReport(reader, studyId);
    const { status, body } = await sign(reportId, revision, { isCritical: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      report: {
        reportId,
        status: 'completed',
        isCritical: true,
        userId: reader.userId,
        reportPlainText: expect.stringContaining(WORDS.impression),
      },
      authorName: 'Ada M. Byron, MD, PhD',
      draft: null,
      document,
      permissions: { edit: false, sign: false, cancelAddendum: false },
    });
    expect((await api().get(`/autoScribe/studies/${studyId}`)).body).toMatchObject({
      studyReportStatus: 'completed',
      isCritical: true,
      assignedTo: { userId: reader.userId },
      reportIds: [{ reportId, status: 'completed', isCritical: true }],
    });
    expect(await count(sql`report_drafts WHERE report_id = ${reportId.slice(4)}::uuid`)).toBe(0);
    expect(await count(sql`webhook_events WHERE report_id = ${reportId.slice(4)}::uuid AND status = 'pending'`)).toBe(1);
    expect(
      await count(
        sql`pgboss.job WHERE name = 'report.render' AND data->>'reportId' = ${reportId.slice(4).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`,
      ),
    ).toBe(1);
  });

  test('a report without end is not signed, and its draft stays', async () => {
    const { reportId, revision, document } = await writeReport(reader, await study());
    const spans = Array.from({ length: 11 }, () => ({ text: '1\n'.repeat(50_000), origin: 'typed', accepted: true }));
    const sections = document.sections.map((section: { id: SectionId }) =>
      section.id === 'findings' ? { id: 'findings', paragraphs: [{ label: null, spans }] } : section,
    );
    const saved = await reader.put(`/reports/${reportId}/draft`, {
      baseRevision: revision,
      document: { ...document, sections },
      dictation: '',
    });
    const { status, body } = await sign(reportId, saved.body.revision);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'report_checks_failed', issues: [{ path: 'document' }] });
    expect(body.issues[0].message).toContain('1,000,000 characters');
    expect(await count(sql`report_drafts WHERE report_id = ${reportId.slice(4)}::uuid`)).toBe(1);
  });

  test('makes every word the radiologist’s own, and keeps where each came from', async () => {
    const studyId = await study();
    const { body: page } = await reader.post(`/studies/${studyId}/report`);
    const { reportId } = page.report;
    const impression = {
      id: 'impression',
      paragraphs: [{ label: null, spans: [{ text: 'Normal.', origin: 'generated', accepted: false }] }],
    };
    const document = { ...page.draft.document, sections: [...page.draft.document.sections.slice(0, 5), impression] };
    const saved = await reader.put(`/reports/${reportId}/draft`, { baseRevision: 1, document, dictation: '' });
    const first = await sign(reportId, saved.body.revision);
    const dismissals =
      first.status === 200 ? [] : first.body.issues.map(({ path }: { path: string }) => ({ id: path, reason: 'Reviewed.' }));
    const { status, body } = first.status === 200 ? first : await sign(reportId, saved.body.revision, { dismissals });
    expect(status).toBe(200);
    const spans = body.document.sections.flatMap((section: typeof impression) =>
      section.paragraphs.flatMap((paragraph) => paragraph.spans),
    );
    expect(spans.every(({ accepted }: { accepted: boolean }) => accepted)).toBe(true);
    expect(new Set(spans.map(({ origin }: { origin: string }) => origin))).toContain('generated');
  });

  test('the hash can be made again from the stored row by anyone: SHA-256 over canonical JSON (RFC 8785)', async () => {
    const studyId = await study({
      reportMetadata: { patientName: 'Zoë Ł', weight: { unit: 'kg', value: 61.5 }, height: { unit: 'cm', value: 170 } },
    });
    const reportId = await signReport(reader, studyId, { ...WORDS, findings: 'Größe 3 × 4 mm. 🫁' });
    const row = await rowOf(reportId);
    const content = {
      reportId,
      studyId,
      document: row.document,
      header: row.snapshot_metadata,
      snapshot: row.snapshot,
      isCritical: row.is_critical,
      signedAt: new Date(String(row.signed_at)).toISOString(),
    };
    expect(createHash('sha256').update(sorted(content)).digest('hex')).toBe(row.content_hash);
    expect((await reader.get(`/reports/${reportId}`)).body.contentHash).toBe(row.content_hash);
  });

  test('what is signed stays as it was when study and signer change afterwards', async () => {
    const studyId = await study({ reportMetadata: { patientName: 'DOE^JANE', mrn: 'MRN-1', sex: 'female' } });
    const reportId = await signReport(reader, studyId);
    const before = await rowOf(reportId);
    await api().patch(`/autoScribe/studies/${studyId}`, {
      reportMetadata: { patientName: 'ROE^RICHARD', mrn: null },
      studyDescription: 'Other',
    });
    await server.deps.db.asSystem((tx) => tx.execute(sql`UPDATE users SET last_name = 'King' WHERE id = ${reader.userId.slice(4)}::uuid`));
    expect(await rowOf(reportId)).toEqual(before);
    expect((await reader.get(`/reports/${reportId}`)).body.header).toEqual({ patientName: 'DOE^JANE', mrn: 'MRN-1', sex: 'female' });
    expect((await api().get(`/autoScribe/reports/text?reportId=${reportId}`)).body.snapshotMetadata.patientName).toBe('DOE^JANE');
    await server.deps.db.asSystem((tx) => tx.execute(sql`UPDATE users SET last_name = 'Byron' WHERE id = ${reader.userId.slice(4)}::uuid`));
  });

  test('twice at once signs once, whoever comes first, and delivers once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { reportId, revision } = await writeReport(reader, await study());
      const answers = await Promise.all([sign(reportId, revision), sign(reportId, revision), sign(reportId, revision)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already_signed');
      expect(await count(sql`webhook_events WHERE report_id = ${reportId.slice(4)}::uuid`)).toBe(1);
    }
  });

  test('while another window saves: either the save or the signature wins, no word is lost silently', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { reportId, revision, document } = await writeReport(reader, await study());
      const [signed, saved] = await Promise.all([
        sign(reportId, revision),
        reader.put(`/reports/${reportId}/draft`, { baseRevision: revision, document, dictation: 'more' }),
      ]);
      expect([`${signed.status} ${saved.status}`]).toEqual([expect.stringMatching(/^(200 409|409 200)$/)]);
    }
  });

  test('is all or nothing: where the outbox cannot be written, nothing is signed', async () => {
    const studyId = await study();
    const { reportId, revision, document } = await writeReport(reader, studyId);
    await server.deps.db.asSystem(async (tx) => {
      await tx.execute(sql`CREATE FUNCTION no_outbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`);
      await tx.execute(sql`CREATE TRIGGER no_outbox BEFORE INSERT ON webhook_events FOR EACH ROW EXECUTE FUNCTION no_outbox()`);
    });
    const jobs = await count(sql`pgboss.job`);
    expect((await sign(reportId, revision)).status).toBe(500);
    await server.deps.db.asSystem((tx) => tx.execute(sql`DROP TRIGGER no_outbox ON webhook_events`));
    expect(await rowOf(reportId)).toMatchObject({ status: 'in_progress', document: null, content_hash: null });
    expect(await count(sql`pgboss.job`)).toBe(jobs);
    expect(await count(sql`audit_events WHERE action = 'report.signed' AND subject = ${reportId}`)).toBe(0);
    const { body } = await reader.post(`/studies/${studyId}/report`);
    expect(body.draft).toMatchObject({ revision, document });
    expect((await sign(reportId, revision)).status).toBe(200);
  });
});

describe('a report is not signed', () => {
  test.each<[string, Partial<Record<SectionId, string>>, object, string]>([
    ['without an impression', { findings: 'The lungs are clear.' }, {}, 'impression'],
    ['with a field that was not filled', { ...WORDS, findings: 'A nodule of [size] mm.' }, {}, '[size]'],
    [
      'with the wrong side',
      { ...WORDS, findings: 'Fracture of the left femur.', impression: 'Fracture of the right femur.' },
      { studyDescription: 'XR LEFT FEMUR' },
      'right',
    ],
    ['with the wrong sex', { ...WORDS, findings: 'The prostate is enlarged.' }, { reportMetadata: { sex: 'female' } }, 'prostate'],
  ])('%s; the answer names what it is about', async (_what, words, changes, about) => {
    const studyId = await study(changes);
    const { reportId, revision } = await writeReport(reader, studyId, words);
    const { status, body } = await sign(reportId, revision);
    expect([status, body.code]).toEqual([422, 'report_checks_failed']);
    expect(JSON.stringify(body.issues).toLowerCase()).toContain(about);
    expect((await rowOf(reportId)).status).toBe('in_progress');
  });

  test('with a clash of sides, but for a reason, which is kept', async () => {
    const studyId = await study({ studyDescription: 'XR LEFT FEMUR' });
    const { reportId, revision } = await writeReport(reader, studyId, {
      ...WORDS,
      findings: 'Fracture of the left femur.',
      impression: 'Fracture of the right femur.',
    });
    const { body: refused } = await sign(reportId, revision);
    const dismissals = refused.issues.map(({ path }: { path: string }) => ({ id: path, reason: 'Both were imaged.' }));
    expect((await sign(reportId, revision, { dismissals: dismissals.map(({ id }: { id: string }) => ({ id, reason: '' })) })).status).toBe(
      400,
    );
    expect((await sign(reportId, revision, { dismissals: [{ id: 'another', reason: 'x' }] })).status).toBe(422);
    expect((await sign(reportId, revision, { dismissals })).status).toBe(200);
    expect((await rowOf(reportId)).dismissals).toMatchObject(dismissals);
  });

  test('from a revision that no longer stands', async () => {
    const { reportId, revision } = await writeReport(reader, await study());
    for (const other of [revision - 1, revision + 1]) {
      expect(await sign(reportId, other)).toMatchObject({ status: 409, body: { code: 'draft_conflict' } });
    }
  });

  test('while words wait in the dictation box', async () => {
    const { reportId, revision, document } = await writeReport(reader, await study());
    await reader.put(`/reports/${reportId}/draft`, { baseRevision: revision, document, dictation: 'and a small nodule' });
    expect(await sign(reportId, revision + 1)).toMatchObject({ status: 422, body: { issues: [{ path: 'dictation' }] } });
  });

  test('by anyone but its radiologist, nor with a field that does not exist', async () => {
    const { reportId, revision } = await writeReport(reader, await study());
    const colleague = await newReader(server);
    expect((await colleague.post(`/reports/${reportId}/sign`, { revision, isCritical: false, dismissals: [] })).status).toBe(404);
    expect((await sign(reportId, revision, { force: true })).status).toBe(400);
  });
});

describe('an addendum', () => {
  test('has its own words, header, PDF and webhook, and leaves the original as it is', async () => {
    const studyId = await study();
    const original = await signReport(reader, studyId);
    const before = await rowOf(original);
    const { status, body: page } = await reader.post(`/studies/${studyId}/addendum`);
    expect(status).toBe(200);
    expect(page).toMatchObject({
      report: { isAddendum: true, status: 'in_progress' },
      parentReportId: original,
      permissions: { edit: true, cancelAddendum: true },
    });
    expect((await api().get(`/autoScribe/studies/${studyId}`)).body.studyReportStatus).toBe('addendum_active');
    expect((await reader.post(`/studies/${studyId}/addendum`)).status).toBe(422);
    const addendum = await signReport(reader, studyId, { findings: 'The nodule was there in 2019.' });
    expect(addendum).toBe(page.report.reportId);
    expect((await api().get(`/autoScribe/studies/${studyId}`)).body.studyReportStatus).toBe('completed');
    expect(await rowOf(original)).toEqual(before);
    expect((await rowOf(addendum)).snapshot).toMatchObject({ parentSignedAt: new Date(String(before.signed_at)).toISOString() });
    const { body } = await api().get(`/autoScribe/reports/text?studyId=${studyId}`);
    expect(body.reports.map(({ plainText }: { plainText: string }) => plainText)).toEqual([
      expect.stringContaining(WORDS.impression),
      expect.stringContaining('The nodule was there in 2019.'),
    ]);
    expect(await count(sql`webhook_events WHERE study_id = ${studyId.slice(4)}::uuid`)).toBe(2);
  });

  test('that is given up leaves the study completed and its words in the versions', async () => {
    const studyId = await study();
    await signReport(reader, studyId);
    await reader.post(`/studies/${studyId}/addendum`);
    const { reportId } = await writeReport(reader, studyId, { findings: 'Not needed after all.' });
    const colleague = await newReader(server, { level: 'admin' });
    expect((await colleague.post(`/reports/${reportId}/cancel-addendum`)).status).toBe(403);
    expect((await reader.post(`/reports/${reportId}/cancel-addendum`)).body).toEqual({ success: true });
    expect((await reader.get(`/reports/${reportId}`)).status).toBe(404);
    expect((await api().get(`/autoScribe/studies/${studyId}`)).body.studyReportStatus).toBe('completed');
    expect(
      await count(
        sql`report_draft_versions WHERE report_id = ${reportId.slice(4)}::uuid AND document::text LIKE '%Not needed after all.%'`,
      ),
    ).toBe(1);
    expect((await reader.post(`/reports/${reportId}/cancel-addendum`)).status).toBe(404);
    expect((await reader.post(`/studies/${studyId}/addendum`)).status).toBe(200);
  });

  test('is begun once by two at once, never before the report is signed, and not on a cancelled study', async () => {
    const studyId = await study();
    await writeReport(reader, studyId);
    expect((await reader.post(`/studies/${studyId}/addendum`)).status).toBe(403);
    const signed = await study();
    await signReport(reader, signed);
    const answers = await Promise.all([1, 2, 3].map(() => reader.post(`/studies/${signed}/addendum`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    const cancelled = await study();
    await signReport(reader, cancelled);
    await api().post('/autoScribe/studies/cancel', { studyId: cancelled });
    expect(await reader.post(`/studies/${cancelled}/addendum`)).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
  });
});

describe('the PDF', () => {
  test('says what was signed, by whom, and that it is critical; it is the same at every download', async () => {
    const studyId = await study({ reportMetadata: { patientName: 'DOE^JANE', mrn: 'MRN-77' } });
    const { reportId, revision } = await writeReport(reader, studyId);
    expect((await sign(reportId, revision, { isCritical: true })).status).toBe(200);
    const { status, headers, body } = await reader.get(`/reports/${reportId}/pdf`);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/pdf', 'private, no-store']);
    const text = wordsOf(
      (await readBack(new Uint8Array(body))).pages.map(({ content, furniture }) => `${content}\n${furniture}`).join('\n'),
    ).join(' ');
    for (const part of [
      WORDS.findings,
      WORDS.impression,
      'MRN-77',
      'Ada M. Byron',
      'MD',
      '1234567893',
      'CRITICAL',
      'Test clinic',
      'DOE, JANE',
    ])
      expect(text).toContain(part);
    // Printed as people read a name; what was signed has it as it was sent.
    expect(text).not.toContain('^');
    expect((await reader.get(`/reports/${reportId}`)).body.header.patientName).toBe('DOE^JANE');
    const sha256 = createHash('sha256').update(body).digest('hex');
    expect((await rowOf(reportId)).pdf_sha256).toBe(sha256);
    expect((await reader.get(`/reports/${reportId}/pdf`)).body.equals(body)).toBe(true);
    expect((await reader.get(`/reports/${reportId}`)).body.pdfReady).toBe(true);
  });

  test('of a report in progress is not there, and asking for it is no access', async () => {
    const { reportId } = await writeReport(reader, await study());
    expect((await reader.get(`/reports/${reportId}/pdf`)).status).toBe(404);
    expect(await count(sql`audit_events WHERE action = 'report.pdf_opened' AND subject = ${reportId}`)).toBe(0);
  });

  test('asked for many times at once before it is rendered comes out the same', async () => {
    const reportId = await signReport(reader, await study());
    const answers = await Promise.all([1, 2, 3, 4].map(() => reader.get(`/reports/${reportId}/pdf`)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${createHash('sha256').update(body).digest('hex')}`)).size).toBe(1);
  });
});

/** RFC 8785 for what JSON.parse gives: members sorted, numbers and strings as ECMAScript writes them. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${sorted(member)}`).join(',')}}`;
}
