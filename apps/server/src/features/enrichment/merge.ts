import type { ClinicalContextAnswer } from '@readroom/contract';
import { type SourceDocument, summariseDocuments } from '@readroom/report';
import type { StudyRow } from '../access/index.ts';

type Context = Pick<StudyRow, 'clinicalIndication' | 'technologistTechnique' | 'technologistNotes' | 'priorReports' | 'clinicalHistory'>;

/** As much as a study's clinical history holds (the contract of the public API). */
const MAX_HISTORY_CHARACTERS = 50_000;

/**
 * What of an answer goes into a study: only fields that are empty there. What the documents say becomes the clinical history, quoted. A field that holds something stays, with a
 * warning that names it.
 */
export function mergeContext(
  study: Context,
  answer: Pick<ClinicalContextAnswer, 'clinicalIndication' | 'technologistTechnique' | 'technologistNotes' | 'priorReports'>,
  documents: SourceDocument[],
): { changes: Partial<Context>; warnings: string[] } {
  const summary = summariseDocuments(documents, MAX_HISTORY_CHARACTERS);
  const notes = answer.technologistNotes?.filter((text) => text.trim() !== '');
  const offered: Partial<Context> = {
    ...(isText(answer.clinicalIndication) && { clinicalIndication: answer.clinicalIndication }),
    ...(isText(answer.technologistTechnique) && { technologistTechnique: answer.technologistTechnique }),
    ...(notes && notes.length > 0 && { technologistNotes: notes }),
    ...(answer.priorReports && answer.priorReports.length > 0 && { priorReports: answer.priorReports }),
    ...(summary.text !== '' && { clinicalHistory: summary.text }),
  };
  const isFree = (field: string) => isEmpty(study[field as keyof Context]);
  const fields = Object.keys(offered);
  return {
    changes: Object.fromEntries(Object.entries(offered).filter(([field]) => isFree(field))),
    warnings: [
      ...fields.filter((field) => !isFree(field)).map((field) => `${field} was not used: the study has one.`),
      ...(summary.quoted < summary.statements
        ? [`The documents were summarised: ${summary.quoted} of ${summary.statements} statements are in the clinical history.`]
        : []),
    ],
  };
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isEmpty(value: string | unknown[] | null | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0);
}
