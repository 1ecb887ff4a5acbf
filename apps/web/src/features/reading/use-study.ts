import { SeriesListSchema, type StudyEvent, StudyPageSchema } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { api, queryKeys, useStudyEvents } from '../../api/index.ts';

/** Images arrive by the hundred: the list of series is read again when a burst pauses. */
const GATHER_MS = 600;

export function useStudyPage(studyId: string) {
  return useQuery({
    queryKey: queryKeys.study(studyId),
    queryFn: ({ signal }) => api.get(`/api/studies/${studyId}`, StudyPageSchema, { signal }),
  });
}

export function useSeries(studyId: string) {
  return useQuery({
    queryKey: queryKeys.series(studyId),
    queryFn: ({ signal }) => api.get(`/api/studies/${studyId}/series`, SeriesListSchema, { signal }),
  });
}

/** Reads page and series again; the report looks after itself. */
export function useRefreshStudy(studyId: string): (what: 'page' | 'images') => void {
  const queryClient = useQueryClient();
  return useCallback(
    (what) => {
      void queryClient.invalidateQueries({ queryKey: queryKeys.study(studyId), exact: true });
      if (what === 'images') void queryClient.invalidateQueries({ queryKey: queryKeys.series(studyId) });
    },
    [queryClient, studyId],
  );
}

/** Follows what others do with this study while it is open. */
export function useLiveStudy(studyId: string): void {
  const refresh = useRefreshStudy(studyId);
  const changes = useRef(new Set<StudyEvent['change']>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useStudyEvents({
    onResync: () => refresh('images'),
    onStudy: (event) => {
      if (event.studyId !== studyId) return;
      changes.current.add(event.change);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        refresh(changes.current.has('images') || changes.current.has('updated') ? 'images' : 'page');
        changes.current.clear();
      }, GATHER_MS);
    },
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
