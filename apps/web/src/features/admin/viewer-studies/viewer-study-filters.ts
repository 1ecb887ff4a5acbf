import type { Severity } from '@readroom/contract';

/** Which viewer studies the list shows. */
export interface ViewerStudyFilters {
  status: 'any' | 'incomplete' | 'complete';
  severity: 'any' | Severity;
  /** An id, or `none` for nobody's. */
  assigned: string;
  /** An id, or `none` for studies without a customer. */
  customer: string;
  cancelled: 'no' | 'yes' | 'any';
}
export const ALL_VIEWER_STUDIES: ViewerStudyFilters = { status: 'any', severity: 'any', assigned: 'any', customer: 'any', cancelled: 'no' };

/** The query of the list operation: its "is null" is an empty value. */
export function viewerListQueryOf(filters: ViewerStudyFilters, cursor: string | undefined): URLSearchParams {
  const params = new URLSearchParams({ limit: '50' });
  const nullable = (value: string) => (value === 'none' ? '' : value);
  if (filters.status !== 'any') params.set('studyViewerStatus', filters.status);
  if (filters.severity !== 'any') params.set('severity', filters.severity);
  if (filters.assigned !== 'any') params.set('assignedTo', nullable(filters.assigned));
  if (filters.customer !== 'any') params.set('expressCustomerId', nullable(filters.customer));
  if (filters.cancelled !== 'any') params.set('isCancelled', String(filters.cancelled === 'yes'));
  if (cursor !== undefined) params.set('cursor', cursor);
  return params;
}
