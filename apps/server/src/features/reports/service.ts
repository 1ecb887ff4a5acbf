import {
  ApiError,
  type PdfItem,
  type PdfList,
  publicId,
  type RenderedQuery,
  type ReportList,
  type ReportListQuery,
  type TextItem,
  type TextList,
} from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { StudyRow } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { type Caller, selectedStudy } from '../studies/index.ts';
import { presignedPdfUrl } from './pdf-url.ts';
import { mustBeSigned } from './policy.ts';
import { presentPdf, presentReport, presentText } from './presenter.ts';
import { findReport, type ReachedReport, type ReportRow, reportsOfStudy } from './repository.ts';

/** The reports of one study, the original first. Throws `not_found`. */
export async function listReports(tx: Tx, caller: Caller, query: ReportListQuery): Promise<ReportList> {
  const study = await selectedStudy(tx, caller, query);
  const found = await reportsOfStudy(tx, study.id);
  await recordAudit(tx, {
    ...entry(caller, study),
    action: 'report.listed',
    subject: publicId('stu', study.id),
    detail: { count: found.length },
  });
  return { ...names(study), reports: found.map((report) => presentReport(report, study)) };
}

/** The words of one report, or of each report of a study; a report that is not signed has none. Throws `not_found`. */
export async function readTexts(tx: Tx, caller: Caller, query: RenderedQuery): Promise<TextItem | TextList> {
  const one = await reportOf(tx, caller, query);
  if (one) {
    await noteEach(tx, caller, one.study, [one.report], 'report.text_read');
    return presentText(one.report, one.study);
  }
  const study = await selectedStudy(tx, caller, query);
  const found = await reportsOfStudy(tx, study.id);
  await noteEach(tx, caller, study, found, 'report.text_read');
  return { ...names(study), reports: found.map((report) => presentText(report, study)) };
}

/** A URL of the PDF of one report, or of each signed report of a study. Throws `not_found`, and `unprocessable` for one report that is not signed. */
export async function createPdfUrls(deps: Deps, tx: Tx, caller: Caller, query: RenderedQuery): Promise<PdfItem | PdfList> {
  const item = (report: ReportRow, study: StudyRow) => presentPdf(report, study, presignedPdfUrl(deps, report.id));
  const one = await reportOf(tx, caller, query);
  if (one) {
    mustBeSigned(one.report);
    await noteEach(tx, caller, one.study, [one.report], 'report.pdf_url_created');
    return item(one.report, one.study);
  }
  const study = await selectedStudy(tx, caller, query);
  const signed = (await reportsOfStudy(tx, study.id)).filter((report) => report.status === 'completed');
  await noteEach(tx, caller, study, signed, 'report.pdf_url_created');
  return { ...names(study), reports: signed.map((report) => item(report, study)) };
}

/** The report that the query names, or null where it names a study only. */
async function reportOf(tx: Tx, caller: Caller, query: RenderedQuery): Promise<ReachedReport | null> {
  if (query.reportId === undefined) return null;
  const found = await findReport(tx, caller.principal, query.reportId);
  if (!found) throw new ApiError('not_found');
  const { studyId, studyInstanceUid } = query;
  const isOther =
    (studyId !== undefined && studyId !== publicId('stu', found.study.id)) ||
    (studyInstanceUid !== undefined && studyInstanceUid !== found.study.studyInstanceUid);
  if (isOther) {
    throw new ApiError('unprocessable', {
      message: 'reportId names a report of another study.',
      issues: [{ path: 'reportId', message: 'not a report of the study that is named beside it' }],
    });
  }
  return found;
}

function names(study: StudyRow) {
  return { studyId: publicId('stu', study.id), studyInstanceUid: study.studyInstanceUid };
}

function entry({ principal, requestId }: Caller, study: StudyRow) {
  return { clinicId: principal.clinicId, actor: actorOf(principal), studyId: study.id, requestId };
}

async function noteEach(tx: Tx, caller: Caller, study: StudyRow, found: ReportRow[], action: string): Promise<void> {
  for (const report of found) await recordAudit(tx, { ...entry(caller, study), action, subject: publicId('rep', report.id) });
}
