import type { Session } from '@readroom/contract';
import { Suspense } from 'react';
import { ErrorBoundary, ErrorState, LoadingPage, Spinner } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { SeverityBadge, StatusBadge } from '../study/index.ts';
import { ClinicalContext } from './ClinicalContext.tsx';
import { PatientBanner } from './PatientBanner.tsx';
import { ReportPane } from './panes.ts';
import { useAsReportWindow } from './report-window.ts';
import { StudyNotices } from './StudyNotices.tsx';
import { useLiveStudy, useStudyPage } from './use-study.ts';

const loading = (
  <div className="flex flex-1 items-center justify-center">
    <Spinner size={26} label="Opening the report" />
  </div>
);

/** The report of a study in its own window, for a second monitor. */
export function ReportWindowPage({ session, studyId }: { session: Session; studyId: string }) {
  useDocumentTitle('Report');
  useAsReportWindow(studyId);
  useLiveStudy(studyId);
  const page = useStudyPage(studyId);
  if (page.isPending) return <LoadingPage label="Opening the report" />;
  if (!page.data || session.kind === 'viewer' || !page.data.permissions.report) {
    return (
      <main className="flex-1">
        <ErrorState isPage title="The report could not be opened" error={page.error} onRetry={() => void page.refetch()} />
      </main>
    );
  }
  const { study } = page.data;
  return (
    <>
      <header className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-border bg-surface-raised px-4 py-1.5">
        <div className="min-w-0 flex-1">
          <PatientBanner study={study} />
        </div>
        {study.severity !== 'normal' && <SeverityBadge severity={study.severity} />}
        <StatusBadge status={study.studyReportStatus} isCancelled={study.isCancelled} />
        <ClinicalContext study={study} />
      </header>
      <StudyNotices page={page.data} mismatches={page.data.mismatches} />
      <main className="min-h-0 flex-1">
        <ErrorBoundary title="The report stopped working">
          <Suspense fallback={loading}>
            <ReportPane studyId={studyId} layout="window" />
          </Suspense>
        </ErrorBoundary>
      </main>
    </>
  );
}
