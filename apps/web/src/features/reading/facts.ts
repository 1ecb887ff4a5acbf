import type { Study } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "3 Jun 1960" for 1960-06-03: with the month as a word no reader can take it for the day. */
export function formatDay(date: string): string {
  return DAY.format(new Date(`${date}T00:00:00Z`));
}

const SEX_WORDS = { male: 'Male', female: 'Female', other: 'Other' } as const;

/** The patient as a banner says it: "born 3 Jun 1960, 65 y, Female". */
export function patientFacts({ reportMetadata: patient }: Pick<Study, 'reportMetadata'>): string {
  const parts = [patient.dateOfBirth && `born ${formatDay(patient.dateOfBirth)}`, patient.age, patient.sex && SEX_WORDS[patient.sex]];
  return parts.filter(Boolean).join(', ');
}

export function patientName({ reportMetadata }: Pick<Study, 'reportMetadata'>): string {
  return reportMetadata.patientName === undefined ? 'No patient name' : readablePersonName(reportMetadata.patientName);
}

export function assigneeName(study: Pick<Study, 'assignedTo'>): string | null {
  const { assignedTo } = study;
  if (!assignedTo) return null;
  return [assignedTo.firstName, assignedTo.lastName].filter(Boolean).join(' ') || assignedTo.email;
}

/** "MR, 12 Jan 2026 14:05": what is known of modality and time. */
export function studyFacts({ modality, reportMetadata }: Pick<Study, 'modality' | 'reportMetadata'>): string {
  const when = reportMetadata.studyDate && [formatDay(reportMetadata.studyDate), reportMetadata.studyTime].filter(Boolean).join(' ');
  return [modality, when].filter(Boolean).join(', ');
}
