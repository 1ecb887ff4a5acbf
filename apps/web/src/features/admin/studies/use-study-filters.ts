import { useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { addressOf, rememberList } from './list-address.ts';
import { ALL_STUDIES, formatStudyFilters, parseStudyFilters, type StudyFilters } from './study-filters.ts';

const TYPING_PAUSE_MS = 250;

/** What was typed lives in the history entry's state, which no server or log ever sees. */
function wordsIn(state: unknown): string {
  return typeof state === 'object' && state !== null && 'words' in state && typeof state.words === 'string' ? state.words : '';
}

/** The filters of the address, and the words searched for: as they are typed, and as they are asked for after a pause. */
export function useStudyFilters() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const savedWords = wordsIn(useHistoryState<unknown>());
  const [words, setWords] = useState(savedWords);
  const filters = useMemo(() => parseStudyFilters(search), [search]);
  useEffect(() => rememberList(filters), [filters]);

  useEffect(() => {
    if (words === savedWords) return;
    const timer = setTimeout(() => navigate(addressOf(filters), { replace: true, state: { words } }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, savedWords, filters, navigate]);

  const change = (part: Partial<StudyFilters>) => navigate(addressOf({ ...filters, ...part }), { replace: true, state: { words } });
  const clear = () => {
    setWords('');
    navigate(addressOf(ALL_STUDIES), { replace: true, state: { words: '' } });
  };
  return {
    filters,
    words,
    /** As they are asked for. */
    askedWords: savedWords.trim(),
    isFiltered: formatStudyFilters(filters) !== '' || words !== '',
    change,
    setWords,
    clear,
  };
}
