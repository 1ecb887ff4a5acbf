import { type ExternalReport, type ExternalReportEntry, type ExternalReportReference, publicId, withLegacyNames } from '@readroom/contract';
import type { ReachedReport } from './repository.ts';

export function presentReference({ report, study }: ReachedReport): ExternalReportReference {
  return {
    externalReportId: publicId('ext', report.id),
    studyId: publicId('stu', study.id),
    studyInstanceUid: study.studyInstanceUid,
  };
}

function presentFacts(reached: ReachedReport) {
  const { createdAt, readerName, signedAt } = reached.report;
  return { ...presentReference(reached), createdAt: createdAt.toISOString(), readerName, signedAt };
}

export function presentEntry(reached: ReachedReport): ExternalReportEntry {
  const { reportText, fileKey } = reached.report;
  return { ...presentFacts(reached), hasReportText: reportText !== null, reportPdfPresent: fileKey !== null };
}

/** The only way from an external report's rows to its JSON. */
export function presentReport(reached: ReachedReport, presignedUrl: string | null): ExternalReport {
  const { reportText, snapshotMetadata } = reached.report;
  return {
    ...presentFacts(reached),
    reportText,
    presignedUrl,
    ...(snapshotMetadata && { snapshotMetadata: withLegacyNames(snapshotMetadata) }),
  };
}
