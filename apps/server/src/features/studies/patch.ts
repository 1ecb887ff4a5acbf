import type { ReportMetadata, StudyPatch } from '@readroom/contract';
import type { StudyRow } from '../access/index.ts';
import type { StudyChange } from './repository.ts';

/** Fields whose sent value, null included, replaces the stored one as it is. */
const REPLACED = [
  'severity',
  'studyDescription',
  'clinicalHistory',
  'clinicalIndication',
  'externalPatientId',
  'metadata',
  'modality',
  'priorReports',
  'priorReportTexts',
  'priorStudyIds',
  'technologistNotes',
  'technologistTechnique',
] as const satisfies (keyof StudyPatch & keyof StudyChange)[];

/** The columns that a PATCH changes, but for assignment and customer, which have rules of their own. */
export function patchedFields(study: StudyRow, patch: StudyPatch): StudyChange {
  const sent = Object.fromEntries(REPLACED.filter((field) => patch[field] !== undefined).map((field) => [field, patch[field]]));
  return patch.reportMetadata ? { ...sent, reportMetadata: mergedMetadata(study.reportMetadata, patch.reportMetadata) } : sent;
}

/** Field by field: what is sent replaces, null clears, the rest stays. A height or weight is one field. */
export function mergedMetadata(stored: ReportMetadata, sent: NonNullable<StudyPatch['reportMetadata']>): ReportMetadata {
  const all = Object.entries({ ...stored, ...withoutUndefined(sent) });
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as ReportMetadata;
}

function withoutUndefined(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
