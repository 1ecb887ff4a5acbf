import { StudyExternalReportsSchema } from '@readroom/contract';
import { useQuery } from '@tanstack/react-query';
import { api, queryKeys } from '../../api/index.ts';

/** What was reported elsewhere: about the study itself, and the files of its patient's earlier reports. */
export function useExternalReports(studyId: string) {
  return useQuery({
    queryKey: queryKeys.externalReports(studyId),
    queryFn: ({ signal }) => api.get(`/api/studies/${studyId}/external-reports`, StudyExternalReportsSchema, { signal }),
    // Reading is on record: coming back to the window is no new look.
    refetchOnWindowFocus: false,
  });
}
