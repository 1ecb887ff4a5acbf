import { ApiError, type PriorReport, rawId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { type StudyRow, seesCustomerOf } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';
import { type PriorStudyRow, selectArchived, selectPriorStudies } from './prior-repository.ts';
import { findStudyIds } from './repository.ts';

/**
 * Checks that the caller reaches every study that is named as a prior (public ids). Throws `not_found` naming the first that is unknown or out of reach, and
 * `unprocessable` for the study itself, whose raw UUID is `ofStudy`.
 */
export async function checkPriorStudies(tx: Tx, principal: Principal, studyIds: string[], ofStudy?: string): Promise<void> {
  const reached = new Set(await findStudyIds(tx, principal, studyIds));
  for (const [index, studyId] of studyIds.entries()) {
    const path = `priorStudyIds[${index}]`;
    const id = rawId('stu', studyId) ?? '';
    if (!reached.has(id)) {
      throw new ApiError('not_found', { message: 'A study named as a prior is not there.', issues: [{ path, message: 'no such study' }] });
    }
    if (id === ofStudy) {
      throw new ApiError('unprocessable', {
        message: 'A study is no prior of itself.',
        issues: [{ path, message: 'expected another study' }],
      });
    }
  }
}

/**
 * Every prior of a study: those that were sent as reports, as bare texts, the reports of the studies that were named, and the texts of the patient's archive studies.
 * Of a named study only what is signed counts, and only where this principal may know of its customer.
 */
export async function priorsOf(tx: Tx, principal: Principal, study: StudyRow): Promise<PriorReport[]> {
  return [
    ...(study.priorReports ?? []),
    ...(study.priorReportTexts ?? []).map((reportText) => ({ reportText })),
    ...(await priorStudiesOf(tx, principal, study)).flatMap(priorReport),
  ];
}

/** The earlier studies of the patient: those that were named, and those of the archive. Only where this principal may know of their customer. */
export async function priorStudiesOf(tx: Tx, principal: Principal, study: StudyRow): Promise<PriorStudyRow[]> {
  const ids = (study.priorStudyIds ?? []).flatMap((id) => rawId('stu', id) ?? []);
  const named = await selectPriorStudies(tx, study.clinicId, [...new Set(ids)]);
  const archived = (await selectArchived(tx, study)).filter((prior) => !ids.includes(prior.study.id) && isSamePatient(prior.study, study));
  return [...named, ...archived].filter((prior) => seesCustomerOf(principal, prior.study));
}

/** Of studies with the same MRN: a date of birth that differs means that a number was given twice, or mistyped. */
function isSamePatient(one: StudyRow, other: StudyRow): boolean {
  const [a, b] = [one.reportMetadata.dateOfBirth, other.reportMetadata.dateOfBirth];
  return a === undefined || b === undefined || a === b;
}

/** As long as a prior may be that is sent. */
function priorReport({ study, texts }: PriorStudyRow): PriorReport[] {
  const reportText = texts.join('\n\n').slice(0, 50_000);
  if (reportText === '') return [];
  const { studyDate } = study.reportMetadata;
  return [
    {
      reportText,
      studyDescription: study.studyDescription.slice(0, 1000),
      ...(study.modality && { modality: study.modality.slice(0, 100) }),
      ...(studyDate !== undefined && { studyDate }),
    },
  ];
}
