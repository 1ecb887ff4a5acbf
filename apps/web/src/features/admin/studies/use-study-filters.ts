import { useEffect } from 'react';
import { writeFilters } from '../list-filters.ts';
import { useListFilters } from '../use-list-filters.ts';
import { rememberList } from './list-address.ts';
import { STUDY_FILTERS } from './study-filters.ts';

/** The filters of the list of studies, which is remembered as the way back from a form. */
export function useStudyFilters() {
  const list = useListFilters(STUDY_FILTERS);
  const query = writeFilters(STUDY_FILTERS, list.filters);
  useEffect(() => rememberList(query), [query]);
  return list;
}
