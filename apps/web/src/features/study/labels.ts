import type { Severity, StudyReportStatus } from '@readroom/contract';

export const STATUS_LABELS: Record<StudyReportStatus, string> = {
  unassigned: 'Unassigned',
  assigned: 'Assigned',
  in_progress: 'In progress',
  completed: 'Signed',
  addendum_active: 'Addendum open',
};

export const SEVERITY_LABELS: Record<Severity, string> = { stat: 'STAT', high: 'High', normal: 'Normal' };

const SEX_LETTERS = { male: 'M', female: 'F', other: 'O' } as const;

/** "61 y F", "61 F" as the order gives the age, or "—" where neither is known. */
export function ageAndSex(age: string | null | undefined, sex: 'male' | 'female' | 'other' | null | undefined): string {
  const parts = [age, sex && SEX_LETTERS[sex]].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : '—';
}
