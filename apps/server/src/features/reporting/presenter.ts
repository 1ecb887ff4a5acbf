import { type Draft, type PriorReport, publicId, type ReportPage, type StudyContext } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { presentReport, type ReportRow } from '../reports/index.ts';
import { mayCancelAddendum, mayEditReport } from './policy.ts';
import type { DraftRow, UserRow } from './repository.ts';

/** What the engine may know of a study. */
export function studyContext(study: StudyRow, priors: PriorReport[]): StudyContext {
  const { procedure, sex, age } = study.reportMetadata;
  return {
    studyDescription: study.studyDescription,
    ...defined({
      procedure,
      sex,
      age,
      modality: study.modality,
      clinicalIndication: study.clinicalIndication,
      clinicalHistory: study.clinicalHistory,
      technologistTechnique: study.technologistTechnique,
      technologistNotes: study.technologistNotes,
      priorReports: priors.length > 0 ? priors : undefined,
    }),
  };
}

/** Drops what is null or undefined. */
function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

export function presentDraft(draft: DraftRow): Draft {
  return { revision: draft.revision, document: draft.document, dictation: draft.dictation, updatedAt: draft.updatedAt.toISOString() };
}

/** A person as a signature names them: "Ada M. Byron, MD". */
export function fullName(user: Pick<UserRow, 'firstName' | 'middleName' | 'lastName' | 'suffix1' | 'suffix2'>): string {
  const name = [user.firstName, user.middleName, user.lastName].filter(Boolean).join(' ');
  return [name, user.suffix1, user.suffix2].filter(Boolean).join(', ');
}

export function presentReportPage(
  user: UserPrincipal,
  study: StudyRow,
  report: ReportRow,
  draft: DraftRow | null,
  author: UserRow,
  priors: PriorReport[],
): ReportPage {
  const edit = mayEditReport(user, study, report);
  return {
    report: presentReport(report, study),
    authorName: fullName(author),
    parentReportId: report.parentReportId && publicId('rep', report.parentReportId),
    header: report.snapshotMetadata ?? study.reportMetadata,
    context: studyContext(study, priors),
    draft: draft && presentDraft(draft),
    document: report.document,
    contentHash: report.contentHash,
    pdfReady: report.pdfKey !== null,
    permissions: { edit, sign: edit, cancelAddendum: mayCancelAddendum(user, study, report) },
  };
}
