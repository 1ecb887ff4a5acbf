import type { Severity } from '@readroom/contract';
import { z } from 'zod';
import { idOrNone, type ListFilters, oneOf } from '../list-filters.ts';

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
export const VIEWER_STUDY_FILTERS: ListFilters<ViewerStudyFilters> = z.object({
  status: oneOf(['any', 'incomplete', 'complete']),
  severity: oneOf(['any', 'stat', 'high', 'normal']),
  assigned: idOrNone('usr'),
  customer: idOrNone('cus'),
  cancelled: oneOf(['no', 'yes', 'any']),
});

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
