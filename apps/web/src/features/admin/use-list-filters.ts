import { useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { type ListFilters, readFilters, writeFilters } from './list-filters.ts';

const TYPING_PAUSE_MS = 250;

/** What was typed lives in the history entry's state, which no server or log ever sees. */
function wordsIn(state: unknown): string {
  return typeof state === 'object' && state !== null && 'words' in state && typeof state.words === 'string' ? state.words : '';
}

/** The filters of a list, which its address holds, and the words searched for: as they are typed, and as they are asked for after a pause. */
export function useListFilters<Filters extends object>(known: ListFilters<Filters>) {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const savedWords = wordsIn(useHistoryState<unknown>());
  const [words, setWords] = useState(savedWords);
  const [shownWords, setShownWords] = useState(savedWords);
  if (savedWords !== shownWords) {
    // Another entry of the history, or a link to the list.
    setShownWords(savedWords);
    setWords(savedWords);
  }
  const filters = useMemo(() => readFilters(known, search), [known, search]);
  const query = writeFilters(known, filters);

  const go = (next: Filters, nextWords: string) => {
    const nextQuery = writeFilters(known, next);
    navigate(nextQuery === '' ? path : `${path}?${nextQuery}`, { replace: true, state: { words: nextWords } });
  };
  useEffect(() => {
    if (words === savedWords) return;
    const timer = setTimeout(
      () => navigate(query === '' ? path : `${path}?${query}`, { replace: true, state: { words } }),
      TYPING_PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [words, savedWords, query, path, navigate]);

  return {
    filters,
    words,
    /** As they are asked for. */
    askedWords: savedWords.trim(),
    isFiltered: query !== '' || words !== '',
    change: (part: Partial<Filters>) => go({ ...filters, ...part }, words),
    setWords,
    clear: () => {
      setWords('');
      go(known.parse({}), '');
    },
  };
}
