import { type Worklist, type WorklistRow, WorklistSchema } from '@readroom/contract';
import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, queryKeys, type RequestOptions } from '../../api/index.ts';
import { setServerTime } from './clock.ts';
import { appendPage, refreshRows } from './rows.ts';

const PAGE_SIZE = 100;

/** The pages read so far as one list. */
export interface LoadedWorklist {
  rows: WorklistRow[];
  hasMore: boolean;
  cursor: string | undefined;
  /** The last row of the last page read. */
  edge: WorklistRow | null;
  /** null where they are more than were counted. */
  total: number | null;
  modalities: string[];
}

async function readPage(query: string, more: Record<string, string>, options: RequestOptions = {}): Promise<Worklist> {
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  const words = params.get('words');
  params.delete('words');
  const path = `/api/worklist?${params}`;
  const page = await (words ? api.post(path, { words }, WorklistSchema, options) : api.get(path, WorklistSchema, options));
  setServerTime(page.serverNow);
  return page;
}

function addPage(loaded: LoadedWorklist | null, page: Worklist): LoadedWorklist {
  return {
    rows: appendPage(loaded?.rows ?? [], page.studies),
    hasMore: page.hasMore,
    cursor: page.cursor,
    edge: page.hasMore ? (page.studies.at(-1) ?? null) : null,
    total: page.total,
    modalities: page.modalities,
  };
}

/** Reads from the top as many rows as are on screen already, so that a refresh never shortens the list under the reader. */
async function readFromTop(queryClient: QueryClient, query: string, signal: AbortSignal): Promise<LoadedWorklist> {
  const wanted = queryClient.getQueryData<LoadedWorklist>(queryKeys.worklistPage(query))?.rows.length ?? 0;
  let loaded = addPage(null, await readPage(query, { limit: String(PAGE_SIZE) }, { signal }));
  while (loaded.hasMore && loaded.cursor && loaded.rows.length < wanted) {
    loaded = addPage(loaded, await readPage(query, { limit: String(PAGE_SIZE), cursor: loaded.cursor }, { signal }));
  }
  return loaded;
}

/** The worklist for a query of {@link apiQuery}: rows read page by page, and refreshed row by row. */
export function useWorklist(query: string) {
  const queryClient = useQueryClient();
  const result = useQuery({
    queryKey: queryKeys.worklistPage(query),
    queryFn: ({ signal }) => readFromTop(queryClient, query, signal),
    placeholderData: keepPreviousData,
  });
  const { loadMore, isLoadingMore, moreError } = useMorePages(query);
  const refresh = useCallback(
    async (studyIds: string[]) => {
      try {
        return await refreshStudies(queryClient, query, studyIds);
      } catch {
        // Rows that cannot be read alone are read with all others, and that shows what is wrong.
        await queryClient.invalidateQueries({ queryKey: queryKeys.worklistPage(query) });
        return [];
      }
    },
    [queryClient, query],
  );
  return { ...result, loadMore, isLoadingMore, moreError, refresh };
}

function useMorePages(query: string) {
  const queryClient = useQueryClient();
  const running = useRef(false);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<unknown>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another query is another list, whose pages have not failed
  useEffect(() => setMoreError(null), [query]);

  const loadMore = useCallback(async () => {
    const key = queryKeys.worklistPage(query);
    const loaded = queryClient.getQueryData<LoadedWorklist>(key);
    if (running.current || !loaded?.hasMore || !loaded.cursor) return;
    running.current = true;
    setLoadingMore(true);
    setMoreError(null);
    try {
      const page = await readPage(query, { limit: String(PAGE_SIZE), cursor: loaded.cursor });
      queryClient.setQueryData<LoadedWorklist>(key, (current) =>
        // A refresh from the top may have read this page in between.
        current && current.cursor === loaded.cursor ? addPage(current, page) : current,
      );
    } catch (error) {
      setMoreError(error);
    } finally {
      running.current = false;
      setLoadingMore(false);
    }
  }, [query, queryClient]);
  return { loadMore, isLoadingMore, moreError };
}

/** Reads the named studies and puts them into the loaded rows; returns those that were not there before. */
async function refreshStudies(queryClient: QueryClient, query: string, studyIds: string[]): Promise<WorklistRow[]> {
  const key = queryKeys.worklistPage(query);
  const isFullRefresh = studyIds.length > PAGE_SIZE || queryClient.isFetching({ queryKey: key }) > 0;
  const before = queryClient.getQueryData<LoadedWorklist>(key);
  if (isFullRefresh || !before) {
    await queryClient.invalidateQueries({ queryKey: key });
    return [];
  }
  const [named, counted] = await Promise.all([
    readPage(query, { limit: String(PAGE_SIZE), studies: studyIds.join(',') }),
    readPage(query, { limit: '1' }),
  ]);
  queryClient.setQueryData<LoadedWorklist>(
    key,
    (current) =>
      current && {
        ...current,
        rows: refreshRows(current.rows, studyIds, named.studies, current.hasMore ? current.edge : null),
        total: counted.total,
        modalities: counted.modalities,
      },
  );
  const known = new Set(before.rows.map((row) => row.studyId));
  return named.studies.filter((row) => !known.has(row.studyId));
}
