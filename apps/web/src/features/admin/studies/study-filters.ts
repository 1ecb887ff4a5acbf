import { rawId, type Severity, SeveritySchema, type StudyReportStatus, StudyReportStatusSchema } from '@readroom/contract';
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

export const ALL_STUDIES: StudyFilters = { status: 'any', severity: 'any', customer: 'any', assigned: 'any', cancelled: 'no', kind: 'any' };

/** Reads the filters of an address; what it does not know is left out, so that an old bookmark still works. */
export function parseStudyFilters(search: string): StudyFilters {
  const params = new URLSearchParams(search);
  const idOr = (name: string, prefix: 'cus' | 'usr') => {
    const value = params.get(name) ?? '';
    return value === 'none' || rawId(prefix, value) !== null ? value : 'any';
  };
  const cancelled = params.get('cancelled');
  const kind = params.get('kind');
  return {
    status: StudyReportStatusSchema.safeParse(params.get('status')).data ?? 'any',
    severity: SeveritySchema.safeParse(params.get('severity')).data ?? 'any',
    customer: idOr('customer', 'cus'),
    assigned: idOr('assigned', 'usr'),
    cancelled: cancelled === 'yes' || cancelled === 'any' ? cancelled : 'no',
    kind: kind === 'standard' || kind === 'external' ? kind : 'any',
  };
}

/** The query of an address, without `?`: only what differs from the default, in a fixed order. */
export function formatStudyFilters(filters: StudyFilters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== ALL_STUDIES[name as keyof StudyFilters]) params.set(name, value);
  }
  return params.toString();
}

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
