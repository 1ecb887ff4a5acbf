import { MAX_SHORT_TEXT, publicId, type WorklistRow } from '@readroom/contract';
import type { WorklistRecord } from './repository.ts';

export function presentWorklistRow({ study, assignee, imageCount }: WorklistRecord): WorklistRow {
  const { reportMetadata: patient } = study;
  return {
    studyId: publicId('stu', study.id),
    studyInstanceUid: study.studyInstanceUid,
    severity: study.severity,
    status: study.status,
    isCancelled: study.cancelledAt !== null,
    isCritical: study.isCritical,
    patientName: inOneLine(patient.patientName),
    mrn: patient.mrn ?? null,
    age: inOneLine(patient.age),
    dateOfBirth: patient.dateOfBirth ?? null,
    sex: patient.sex ?? null,
    studyDescription: inOneLine(study.studyDescription) ?? '',
    modality: study.modality,
    assignedTo: assignee && { userId: publicId('usr', assignee.id), name: `${assignee.firstName} ${assignee.lastName}` },
    imageCount,
    priorCount: priorCount(study),
    createdAt: study.createdAt.toISOString(),
    completedAt: study.completedAt?.toISOString() ?? null,
  };
}

/** A row shows the beginning; the study has it in full. */
function inOneLine(text: string | undefined): string | null {
  return text?.slice(0, MAX_SHORT_TEXT) ?? null;
}

/** Under the names of both revisions. */
function priorCount({ priorReports, priorReportTexts, priorStudyIds }: WorklistRecord['study']): number {
  return [priorReports, priorReportTexts, priorStudyIds].reduce((count, priors) => count + (priors?.length ?? 0), 0);
}
