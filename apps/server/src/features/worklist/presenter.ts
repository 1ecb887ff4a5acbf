import { publicId, type WorklistRow } from '@readroom/contract';
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
    patientName: patient.patientName ?? null,
    mrn: patient.mrn ?? null,
    age: patient.age ?? null,
    dateOfBirth: patient.dateOfBirth ?? null,
    sex: patient.sex ?? null,
    studyDescription: study.studyDescription,
    modality: study.modality,
    assignedTo: assignee && { userId: publicId('usr', assignee.id), name: `${assignee.firstName} ${assignee.lastName}` },
    imageCount,
    priorCount: study.priorReports?.length ?? 0,
    createdAt: study.createdAt.toISOString(),
    completedAt: study.completedAt?.toISOString() ?? null,
  };
}
