import { type Severity, SeveritySchema, type StudyReportStatus, StudyReportStatusSchema } from '@readroom/contract';
import { z } from 'zod';
import { idOrNone, type ListFilters, oneOf } from '../list-filters.ts';
import type { StudyKind } from './study-fields.ts';

/** Which studies the list shows. What is typed is not among them: it may be a name, and stays out of addresses. */
export interface StudyFilters {
  status: 'any' | StudyReportStatus;
  severity: 'any' | Severity;
  /** An id, or `none` for studies without a customer. */
  customer: string;
  /** A user's id, or `none` for nobody's. */
  assigned: string;
  cancelled: 'no' | 'yes' | 'any';
  kind: 'any' | StudyKind;
}

export const STUDY_FILTERS: ListFilters<StudyFilters> = z.object({
  status: oneOf(['any', ...StudyReportStatusSchema.options]),
  severity: oneOf(['any', ...SeveritySchema.options]),
  customer: idOrNone('cus'),
  assigned: idOrNone('usr'),
  cancelled: oneOf(['no', 'yes', 'any']),
  kind: oneOf(['any', 'standard', 'external']),
});

/** The query of the list operation: its "is null" is an empty value. */
export function listQueryOf(filters: StudyFilters, cursor: string | undefined): URLSearchParams {
  const params = new URLSearchParams({ limit: '50' });
  const nullable = (value: string) => (value === 'none' ? '' : value);
  if (filters.status !== 'any') params.set('studyReportStatus', filters.status);
  if (filters.severity !== 'any') params.set('severity', filters.severity);
  if (filters.customer !== 'any') params.set('expressCustomerId', nullable(filters.customer));
  if (filters.assigned !== 'any') params.set('assignedTo', nullable(filters.assigned));
  if (filters.cancelled !== 'any') params.set('isCancelled', String(filters.cancelled === 'yes'));
  if (filters.kind !== 'any') params.set('studyType', filters.kind);
  if (cursor !== undefined) params.set('cursor', cursor);
  return params;
}
