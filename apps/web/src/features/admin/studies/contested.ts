import { patchOf, type StudyFields, type StudyKind } from './study-fields.ts';

const NAMES: Record<string, string> = {
  severity: 'priority',
  expressCustomerId: 'customer',
  assignedTo: 'reader',
  externalPatientId: 'patient ID in another system',
  technologistTechnique: 'technique',
  technologistNotes: 'notes of the technologist',
  priorReportTexts: 'prior texts',
  priorStudyIds: 'prior studies',
  mrn: 'MRN',
  dateOfBirth: 'date of birth',
  facilityName: 'facility',
  referringPhysicianName: 'referring provider',
};

/** What was changed in the form and by somebody else, each to something else, in words of the form. */
export function contestedNames(before: StudyFields, fields: StudyFields, next: StudyFields, kind: StudyKind): string[] {
  const [mine, theirs, left] = [changes(before, fields, kind), changes(before, next, kind), changes(next, fields, kind)];
  return mine.filter((name) => theirs.includes(name) && left.includes(name)).map((name) => NAMES[name] ?? inWords(name));
}

function changes(before: StudyFields, after: StudyFields, kind: StudyKind): string[] {
  const { reportMetadata = {}, ...order } = patchOf(before, after, kind);
  return [...Object.keys(order), ...Object.keys(reportMetadata as object)];
}

/** "clinicalHistory" is the clinical history. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
