import type { Study } from '@readroom/contract';
import type { FieldErrors } from '../form-errors.ts';
import type { StudyFields, StudyKind } from './study-fields.ts';

/** What every part of the study form is given. */
export interface SectionProps {
  fields: StudyFields;
  set: (change: Partial<StudyFields>) => void;
  errors: FieldErrors;
  kind: StudyKind;
  /** Null for a new one. */
  study: Study | null;
}
