import {
  AdminReaderListSchema,
  type ExpressCustomer,
  ExpressCustomerListSchema,
  PriorStudyListSchema,
  type PriorStudySuggest,
  ReferenceSuggestionsSchema,
  type Study,
  type StudyList,
  StudyListSchema,
  StudySchema,
} from '@readroom/contract';
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, queryKeys } from '../../../api/index.ts';
import type { Tagged } from '../save-unchanged.ts';
import { listQueryOf, type StudyFilters } from './study-filters.ts';

/** The studies of these filters, page by page. The words go in the body: they may name a patient. */
export function useStudies(filters: StudyFilters, words: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.adminStudies(filters, words),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<StudyList> =>
      api.post(`/api/admin/studies/search?${listQueryOf(filters, pageParam)}`, words === '' ? {} : { words }, StudyListSchema, { signal }),
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  });
}

/** One study with the tag that names this state of it. */
export function adminStudyQuery(studyId: string) {
  return queryOptions({
    queryKey: queryKeys.adminStudy(studyId),
    queryFn: async ({ signal }): Promise<Tagged<Study>> => {
      let etag: string | null = null;
      const onEtag = (tag: string | null) => {
        etag = tag;
      };
      const value = await api.get(`/api/admin/studies/${studyId}`, StudySchema, { signal, onEtag });
      return { value, etag };
    },
    // A form is open on it: what is being written must not change under the hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Whom studies may be assigned to. */
export function useReaders() {
  return useQuery({
    queryKey: queryKeys.adminReaders,
    queryFn: async ({ signal }) => (await api.get('/api/admin/studies/readers', AdminReaderListSchema, { signal })).readers,
  });
}

/** Every customer that the user reaches, deactivated ones too, by name. */
export function useCustomers() {
  return useQuery({
    queryKey: queryKeys.adminAllCustomers,
    queryFn: async ({ signal }) => {
      const all: ExpressCustomer[] = [];
      let cursor: string | undefined;
      do {
        const params = new URLSearchParams({ limit: '100', ...(cursor !== undefined && { cursor }) });
        const page = await api.get(`/api/admin/customers?${params}`, ExpressCustomerListSchema, { signal });
        all.push(...page.expressCustomers);
        cursor = page.cursor;
      } while (cursor !== undefined);
      return all.sort((a, b) => a.expressCustomerName.localeCompare(b.expressCustomerName));
    },
  });
}

export type SuggestedType = 'facility' | 'referring_provider' | 'study_description' | 'procedure';

/** Names of clinical references that may be meant; asked only while somebody is in the field. */
export function useSuggestions(type: SuggestedType, words: string, expressCustomerId: string | null, isOpen: boolean) {
  return useQuery({
    queryKey: queryKeys.adminSuggestions(type, words, expressCustomerId),
    queryFn: async ({ signal }) => {
      const answer = await api.post(
        '/api/admin/clinical-references/suggest',
        { type, words, expressCustomerId },
        ReferenceSuggestionsSchema,
        { signal },
      );
      // A customer's name may be a clinic-wide one too.
      return [...new Set(answer.clinicalReferences.map(({ name }) => name))];
    },
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
}

/** Whose priors are chosen, as the form says now. */
export type Patient = Pick<PriorStudySuggest, 'mrn' | 'expressCustomerId'>;

/** Studies that may be priors: of the patient, or by words. */
export function usePriorSuggestions(words: string, patient: Patient) {
  return useQuery({
    queryKey: queryKeys.adminPriorSuggestions(words, patient),
    queryFn: async ({ signal }) =>
      (await api.post('/api/admin/studies/priors/suggest', { words, ...patient }, PriorStudyListSchema, { signal })).studies,
    placeholderData: keepPreviousData,
  });
}

/** Those of these studies that are there and within reach. */
export function useStudiesNamed(studyIds: string[]) {
  return useQuery({
    queryKey: queryKeys.adminStudiesNamed(studyIds),
    queryFn: async ({ signal }) =>
      (await api.post('/api/admin/studies/priors/named', { studyIds }, PriorStudyListSchema, { signal })).studies,
    enabled: studyIds.length > 0,
    placeholderData: keepPreviousData,
  });
}
