import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { apiQuery, DEFAULT_FILTERS, formatFilters, parseFilters, type WorklistFilters } from './filters.ts';

const TYPING_PAUSE_MS = 250;

/** Searched words may be a patient's name: they live in the history entry's state, which no server or log ever sees, not in the address. */
function wordsIn(state: unknown): string {
  return typeof state === 'object' && state !== null && 'words' in state && typeof state.words === 'string' ? state.words : '';
}

/** The filters of the address and the words searched for. */
export function useFilters() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const savedWords = wordsIn(useHistoryState<unknown>());
  const [words, setWords] = useState(savedWords);
  const filters = useMemo(() => parseFilters(search), [search]);

  const goTo = useCallback(
    (next: WorklistFilters, nextWords: string) => {
      const query = formatFilters(next);
      navigate(query === '' ? '/' : `/?${query}`, { replace: true, state: { words: nextWords } });
    },
    [navigate],
  );

  useEffect(() => {
    if (words === savedWords) return;
    const timer = setTimeout(() => goTo(filters, words), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, savedWords, filters, goTo]);

  const setFilters = useCallback((change: Partial<WorklistFilters>) => goTo({ ...filters, ...change }, words), [filters, words, goTo]);
  const clear = useCallback(() => {
    setWords('');
    goTo(DEFAULT_FILTERS, '');
  }, [goTo]);
  /** Searches without waiting for a pause in typing. */
  const searchNow = useCallback(
    (nextWords: string) => {
      setWords(nextWords);
      goTo(filters, nextWords);
    },
    [filters, goTo],
  );
  const query = apiQuery(filters, savedWords).toString();
  return { filters, words, savedWords, query, setFilters, setWords, searchNow, clear };
}
