import { publicId, type StudyPage } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';
import type { ReportWithAuthor } from './repository.ts';

export function readerName(user: ReportWithAuthor['author']): string {
  return `${user.firstName} ${user.lastName}`;
}

export function presentReportEntry({ report, author }: ReportWithAuthor, study: StudyRow): StudyPage['reports'][number] {
  return {
    reportId: publicId('rep', report.id),
    studyId: publicId('stu', report.studyId),
    userId: publicId('usr', report.userId),
    status: report.status === 'completed' ? 'completed' : 'in_progress',
    isAddendum: report.isAddendum,
    isCritical: report.isCritical,
    createdAt: report.createdAt.toISOString(),
    updatedAt: report.updatedAt.toISOString(),
    signedAt: report.signedAt?.toISOString() ?? null,
    snapshotMetadata: report.snapshotMetadata ?? study.reportMetadata,
    ...(report.plainText === null ? {} : { reportPlainText: report.plainText }),
    authorName: readerName(author),
    parentReportId: report.parentReportId && publicId('rep', report.parentReportId),
    pdfReady: report.pdfKey !== null,
  };
}
