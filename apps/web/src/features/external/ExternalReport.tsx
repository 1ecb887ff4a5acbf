import type { ExternalReportView } from '@readroom/contract';
import { Archive } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, ErrorState, Spinner } from '../../ui/index.ts';
import { ReportFile } from './ReportFile.tsx';
import { origin } from './report-facts.ts';
import { useExternalReports } from './use-external-reports.ts';

/** In the report's place of a study that was read elsewhere: the text and the file that came with it. */
export function ExternalReport({ studyId }: { studyId: string }) {
  const reports = useExternalReports(studyId);
  if (reports.isPending) {
    return (
      <div className="flex h-full items-center justify-center">
        <Spinner size={24} label="Opening the report" />
      </div>
    );
  }
  if (!reports.data)
    return <ErrorState title="The report could not be opened" error={reports.error} onRetry={() => void reports.refetch()} />;
  const { own } = reports.data;
  if (!own || (!own.reportText && !own.file)) {
    return (
      <EmptyState icon={<Archive size={22} aria-hidden />} title="Read elsewhere; no report came with it">
        Whoever sent the study can add its text or its file.
      </EmptyState>
    );
  }
  return <Shown studyId={studyId} report={own} />;
}

function Shown({ studyId, report }: { studyId: string; report: ExternalReportView }) {
  const hasBoth = report.reportText !== null && report.file !== null;
  const [shown, setShown] = useState<'text' | 'file'>(report.reportText === null ? 'file' : 'text');
  return (
    <section aria-label="Report from elsewhere" className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border bg-surface-raised px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-48">
          <h2 className="m-0 text-[15px] font-semibold">Report from elsewhere</h2>
          <p className="m-0 text-[13px] break-words text-muted">{origin(report)}</p>
        </div>
        {hasBoth && (
          <div className="flex gap-1">
            {(['text', 'file'] as const).map((one) => (
              <Button
                key={one}
                size="small"
                variant={shown === one ? 'secondary' : 'ghost'}
                aria-pressed={shown === one}
                onClick={() => setShown(one)}
              >
                {one === 'text' ? 'Text' : 'File'}
              </Button>
            ))}
          </div>
        )}
      </header>
      <div className="min-h-0 flex-1">
        {shown === 'text' ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <div tabIndex={0} className="h-full overflow-y-auto p-4 leading-relaxed break-words whitespace-pre-wrap">
            {report.reportText}
          </div>
        ) : (
          <ReportFile studyId={studyId} report={report} />
        )}
      </div>
    </section>
  );
}
