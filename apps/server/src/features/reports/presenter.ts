import { type PdfItem, publicId, type Report, type ReportMetadata, type TextItem, withLegacyNames } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';
import type { ReportRow } from './repository.ts';

/** The only way from a report's row to its JSON. Until it is signed its header is the study's current one; a draft's words are never handed out. */
export function presentReport(report: ReportRow, study: StudyRow): Report {
  return {
    reportId: publicId('rep', report.id),
    studyId: publicId('stu', report.studyId),
    userId: publicId('usr', report.userId),
    status: report.status,
    isAddendum: report.isAddendum,
    isCritical: report.isCritical,
    createdAt: report.createdAt.toISOString(),
    updatedAt: report.updatedAt.toISOString(),
    signedAt: report.signedAt?.toISOString() ?? null,
    snapshotMetadata: headerOf(report, study),
    ...(report.plainText !== null && { reportPlainText: report.plainText }),
  };
}

export function presentText(report: ReportRow, study: StudyRow): TextItem {
  return { ...rendered(report, study), ...(report.plainText !== null && { plainText: report.plainText }) };
}

export function presentPdf(report: ReportRow, study: StudyRow, presignedUrl: string): PdfItem {
  return { ...rendered(report, study), presignedUrl };
}

function rendered(report: ReportRow, study: StudyRow) {
  return {
    reportId: publicId('rep', report.id),
    studyId: publicId('stu', report.studyId),
    studyInstanceUid: study.studyInstanceUid,
    isCritical: report.isCritical,
    snapshotMetadata: headerOf(report, study),
  };
}

function headerOf(report: ReportRow, study: StudyRow): ReportMetadata {
  return withLegacyNames(report.snapshotMetadata ?? study.reportMetadata);
}
