import type { ClinicalContextAnswer } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';

type Context = Pick<StudyRow, 'clinicalIndication' | 'technologistTechnique' | 'technologistNotes' | 'priorReports' | 'clinicalHistory'>;

/** A text that says something about the patient: where it comes from, and its parts. */
export interface SourceDocument {
  fileName: string;
  content: string[];
}

/** As much as a study's clinical history holds (the contract of the public API). */
const MAX_HISTORY_CHARACTERS = 50_000;

/**
 * What of an answer goes into a study: only fields that are empty there. Documents become the clinical history. A field that holds something stays, with a
 * warning that names it.
 */
export function mergeContext(
  study: Context,
  answer: Pick<ClinicalContextAnswer, 'clinicalIndication' | 'technologistTechnique' | 'technologistNotes' | 'priorReports'>,
  documents: SourceDocument[],
): { changes: Partial<Context>; warnings: string[] } {
  const quoted = quote(documents);
  const notes = answer.technologistNotes?.filter((text) => text.trim() !== '');
  const offered: Partial<Context> = {
    ...(isText(answer.clinicalIndication) && { clinicalIndication: answer.clinicalIndication }),
    ...(isText(answer.technologistTechnique) && { technologistTechnique: answer.technologistTechnique }),
    ...(notes && notes.length > 0 && { technologistNotes: notes }),
    ...(answer.priorReports && answer.priorReports.length > 0 && { priorReports: answer.priorReports }),
    ...(quoted.text !== '' && { clinicalHistory: quoted.text }),
  };
  const isFree = (field: string) => isEmpty(study[field as keyof Context]);
  const fields = Object.keys(offered);
  return {
    changes: Object.fromEntries(Object.entries(offered).filter(([field]) => isFree(field))),
    warnings: [
      ...fields.filter((field) => !isFree(field)).map((field) => `${field} was not used: the study has one.`),
      ...(quoted.isCut ? [`The documents were cut at ${MAX_HISTORY_CHARACTERS} characters.`] : []),
    ],
  };
}

/** Every line of every document in quotation marks with its source: `"Cough for two weeks." [referral.txt]`. Cut after a whole line. */
export function quote(documents: SourceDocument[]): { text: string; isCut: boolean } {
  const lines = documents.flatMap(({ fileName, content }) =>
    content
      .flatMap((part) => part.split(/\r\n|\r|\n/))
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => `"${line}" [${fileName}]`),
  );
  let length = -1;
  const kept = lines.filter((line) => {
    length += line.length + 1;
    return length <= MAX_HISTORY_CHARACTERS;
  });
  return { text: kept.join('\n'), isCut: kept.length < lines.length };
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isEmpty(value: string | unknown[] | null | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0);
}
