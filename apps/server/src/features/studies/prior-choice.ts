import { type PriorStudy, type PriorStudyList, type PriorStudySuggest, publicId } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import type { StudyRow } from '../access/index.ts';
import { type Caller, noteStudiesListed } from './audit.ts';
import { selectByWords, selectNamed, selectOfPatient } from './prior-choice-repository.ts';

const SHOWN = 20;

/** Studies that may be meant as priors: of the patient first, then whatever else holds the words; each newest first. Without words and patient there are none. */
export async function suggestPriorStudies(tx: Tx, caller: Caller, query: PriorStudySuggest): Promise<PriorStudyList> {
  const ofPatient = await selectOfPatient(tx, caller.principal, query, SHOWN);
  const found = ofPatient.length < SHOWN ? await selectByWords(tx, caller.principal, query.words, SHOWN) : [];
  const others = found.filter(({ id }) => !ofPatient.some((study) => study.id === id));
  return handedOut(tx, caller, [...ofPatient, ...others].slice(0, SHOWN));
}

/** Those of these studies (public ids) that are there and that the caller reaches. */
export async function namedStudies(tx: Tx, caller: Caller, studyIds: string[]): Promise<PriorStudyList> {
  return handedOut(tx, caller, await selectNamed(tx, caller.principal, studyIds));
}

async function handedOut(tx: Tx, caller: Caller, rows: StudyRow[]): Promise<PriorStudyList> {
  const found = rows.map(presentPriorStudy);
  await noteStudiesListed(
    tx,
    caller,
    found.map(({ studyId }) => studyId),
  );
  return { studies: found };
}

function presentPriorStudy(study: StudyRow): PriorStudy {
  const { patientName, mrn, studyDate } = study.reportMetadata;
  return {
    studyId: publicId('stu', study.id),
    studyDescription: study.studyDescription,
    modality: study.modality,
    studyDate: studyDate ?? null,
    patientName: patientName ?? null,
    mrn: mrn ?? null,
    studyType: study.studyType,
    studyReportStatus: study.status,
    isCancelled: study.cancelledAt !== null,
  };
}
