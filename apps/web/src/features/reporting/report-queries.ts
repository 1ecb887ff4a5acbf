import {
  ActionSchema,
  type ReportPage,
  ReportPageSchema,
  type Session,
  type Sign,
  type StudyPage,
  StudyPageSchema,
} from '@readroom/contract';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, queryKeys } from '../../api/index.ts';

/** Opens the report of a study, starting it where there is none. Never from a cache: an old draft shown for a moment would be a wrong report. */
export function useReportOfStudy(studyId: string) {
  return useQuery({
    queryKey: queryKeys.studyReport(studyId),
    queryFn: () => api.post(`/api/studies/${studyId}/report`, {}, ReportPageSchema),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

const reportOptions = (reportId: string) =>
  queryOptions({ queryKey: queryKeys.report(reportId), queryFn: () => api.get(`/api/reports/${reportId}`, ReportPageSchema) });

/** A signed report by its own id: its words never change, only its PDF becomes ready. */
export function useSignedReport(reportId: string, options: { enabled?: boolean } = {}) {
  return useQuery({ ...reportOptions(reportId), ...options });
}

/** Asks again every two seconds until the PDF of a signed report is there. */
export function useIsPdfReady(page: ReportPage): boolean {
  const { data } = useQuery({
    ...reportOptions(page.report.reportId),
    enabled: !page.pdfReady,
    refetchInterval: (query) => (query.state.data?.pdfReady ? false : 2000),
  });
  return page.pdfReady || data?.pdfReady === true;
}

export function useStudyPage(studyId: string) {
  return useQuery({
    queryKey: queryKeys.study(studyId),
    queryFn: (): Promise<StudyPage> => api.get(`/api/studies/${studyId}`, StudyPageSchema),
  });
}

/**
 * Reads the report again when the study says that it is another one now: signed, cancelled, given away, or an addendum begun elsewhere; and with every news of the study
 * where another radiologist writes it.
 */
export function useFollowReport(studyId: string, page: ReportPage | undefined, readAt: number): void {
  const client = useQueryClient();
  const { data: study, dataUpdatedAt } = useStudyPage(studyId);
  const isOutdated = Boolean(study && page && dataUpdatedAt > readAt && !isCurrent(study, page));
  useEffect(() => {
    if (isOutdated) void client.invalidateQueries({ queryKey: queryKeys.studyReport(studyId) });
  }, [client, studyId, isOutdated]);
}

function isCurrent(study: StudyPage, { report, permissions }: ReportPage): boolean {
  const now = study.reports.find(({ reportId }) => reportId === report.reportId);
  if (!now || now.status !== report.status) return false;
  if (report.status === 'completed') return !study.reports.some(({ status }) => status === 'in_progress');
  return permissions.edit && now.userId === report.userId && !study.study.isCancelled;
}

/** Who is signed in. The pane is only ever shown inside the session's gate, which has read it. */
export function useCurrentUserId(): string {
  const session = useQueryClient().getQueryData<Session | null>(queryKeys.session);
  return session?.user?.userId ?? 'nobody';
}

export function signReport(reportId: string, sign: Sign): Promise<ReportPage> {
  return api.post(`/api/reports/${reportId}/sign`, sign, ReportPageSchema);
}

export function startAddendum(studyId: string): Promise<ReportPage> {
  return api.post(`/api/studies/${studyId}/addendum`, {}, ReportPageSchema);
}

export async function cancelAddendum(reportId: string): Promise<void> {
  await api.post(`/api/reports/${reportId}/cancel-addendum`, {}, ActionSchema);
}

export async function recordDictation(reportId: string, spoken: string): Promise<void> {
  await api.post(`/api/reports/${reportId}/dictations`, { spoken }, ActionSchema);
}

/** Shows this page of the report at once, and reads everything else about the study again. */
export function showReportPage(client: QueryClient, page: ReportPage): void {
  client.setQueryData(queryKeys.studyReport(page.report.studyId), page);
  client.setQueryData(queryKeys.report(page.report.reportId), page);
  void client.invalidateQueries({ queryKey: queryKeys.study(page.report.studyId), exact: true });
  void client.invalidateQueries({ queryKey: queryKeys.worklist });
}
