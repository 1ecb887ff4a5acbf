import type { StudyFilters } from './study-filters.ts';
import { formatStudyFilters } from './study-filters.ts';

export const STUDIES = '/admin/studies';
let last = STUDIES;

/** Where the list of studies was left, with its filters: the way back from a form. */
export function listAddress(): string {
  return last;
}

export function addressOf(filters: StudyFilters): string {
  const query = formatStudyFilters(filters);
  return query === '' ? STUDIES : `${STUDIES}?${query}`;
}

export function rememberList(filters: StudyFilters): void {
  last = addressOf(filters);
}
