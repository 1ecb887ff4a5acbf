import type { ReportPage } from '@readroom/contract';
import { Ban, FileLock2, LockKeyhole, SquareArrowOutUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiFailure } from '../../api/index.ts';
import { Badge, Button, EmptyState, ErrorState, IconButton, Spinner } from '../../ui/index.ts';
import { EditingPane } from './EditingPane.tsx';
import { ReportDocumentView } from './ReportDocumentView.tsx';
import { useFollowReport, useReportOfStudy, useStudyPage } from './report-queries.ts';
import { SignedReport } from './SignedReport.tsx';
import { UnsentWords } from './UnsentWords.tsx';

export interface ReportPaneProps {
  studyId: string;
  /** `pane` beside the images, `window` alone in its own window. */
  layout: 'pane' | 'window';
  /** Offered as a button; absent where there is nowhere to pop out to. */
  onPopOut?: () => void;
}

/** The report of a study: opened or started, written, read or signed, as this user may. */
export function ReportPane({ studyId, layout, onPopOut }: ReportPaneProps) {
  const report = useReportOfStudy(studyId);
  useFollowReport(studyId, report.data, report.dataUpdatedAt);
  const popOut = onPopOut && (
    <IconButton
      size="small"
      label="Open the report in its own window"
      icon={<SquareArrowOutUpRight size={15} aria-hidden />}
      onClick={onPopOut}
    />
  );
  return (
    <section
      data-testid="report-pane"
      aria-label="Report"
      className={
        layout === 'window' ? 'mx-auto flex h-full w-full max-w-4xl flex-col bg-surface' : 'flex h-full w-full flex-col bg-surface'
      }
    >
      {report.data && !isCancelled(report.error) ? (
        <OpenedReport key={report.data.report.reportId} page={report.data} popOut={popOut} onRefresh={() => void report.refetch()} />
      ) : report.isError ? (
        <NotOpened error={report.error} onRetry={() => void report.refetch()} />
      ) : (
        <div className="flex flex-1 items-center justify-center">
          <Spinner size={22} label="Opening the report" />
        </div>
      )}
    </section>
  );
}

function isCancelled(error: unknown): boolean {
  return error instanceof ApiFailure && error.code === 'study_cancelled';
}

function OpenedReport({ page, popOut, onRefresh }: { page: ReportPage; popOut: ReactNode; onRefresh: () => void }) {
  if (page.report.status === 'completed') {
    return (
      <>
        <Bar title={<Badge tone="success">Signed</Badge>}>{popOut}</Bar>
        <UnsentWords reportId={page.report.reportId} />
        <SignedReport page={page} />
      </>
    );
  }
  if (page.permissions.edit && page.draft) return <EditingPane page={page} draft={page.draft} popOut={popOut} />;
  if (page.parentReportId !== null) {
    return (
      <>
        <Bar title={<Badge tone="success">Signed</Badge>}>{popOut}</Bar>
        <WhyReadOnly page={page} onRefresh={onRefresh} />
        <SignedReport page={page} />
      </>
    );
  }
  return (
    <>
      <Bar title={<Badge icon={<LockKeyhole size={12} aria-hidden />}>Read only</Badge>}>{popOut}</Bar>
      <WhyReadOnly page={page} onRefresh={onRefresh} />
      <div className="min-h-0 flex-1 overflow-y-auto py-3">{page.draft && <ReportDocumentView document={page.draft.document} />}</div>
    </>
  );
}

/** Over a report, or an addendum, that is not signed and that this user may not write. */
function WhyReadOnly({ page, onRefresh }: { page: ReportPage; onRefresh: () => void }) {
  const study = useStudyPage(page.report.studyId);
  const { isAddendum } = page.report;
  const cancelled = `The study is cancelled: this ${isAddendum ? 'addendum' : 'report'} does not go on.`;
  const writing = isAddendum
    ? `${page.authorName} is writing an addendum.`
    : `${page.authorName} is writing this report. It is not signed: its words may change.`;
  return (
    <div role="status" className="flex items-center gap-3 border-b border-border px-4 py-2 text-[13px] text-muted">
      <span className="min-w-0 flex-1 wrap-anywhere">{study.data?.study.isCancelled ? cancelled : writing}</span>
      <Button size="small" variant="ghost" onClick={onRefresh}>
        Refresh
      </Button>
    </div>
  );
}

function Bar({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-border px-3">
      <h2 className="m-0 text-[13px] font-semibold">Report</h2>
      {title}
      <span className="flex-1" />
      {children}
    </header>
  );
}

function NotOpened({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (isCancelled(error)) {
    return (
      <EmptyState icon={<Ban size={22} aria-hidden />} title="This study is cancelled">
        It cannot be reported unless it is uncancelled.
      </EmptyState>
    );
  }
  if (error instanceof ApiFailure && error.status === 403) {
    return (
      <EmptyState icon={<FileLock2 size={22} aria-hidden />} title="You cannot open this report">
        {error.message}
      </EmptyState>
    );
  }
  return <ErrorState title="The report could not be opened" error={error} onRetry={onRetry} />;
}
