import type { Study } from '@readroom/contract';
import type { FieldErrors } from '../form-errors.ts';
import type { StudyFields, StudyKind } from './study-fields.ts';

/** Lists of the form whose rows have no identity but their place. */
export type RowList = 'technologistNotes' | 'priorReports' | 'priorReportTexts' | 'priorStudyIds';

/** What every part of the study form is given. */
export interface SectionProps {
  fields: StudyFields;
  set: (change: Partial<StudyFields>) => void;
  errors: FieldErrors;
  /** Takes the row out of its list, and what was found of it with it. */
  removeRow: (list: RowList, index: number) => void;
  kind: StudyKind;
  /** Null for a new one. */
  study: Study | null;
}
