import type { ReportDocument, ReportPage } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { FileText, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { describeError, queryKeys } from '../../api/index.ts';
import { Badge, Button, ErrorState, Spinner, toast } from '../../ui/index.ts';
import { ReportDocumentView } from './ReportDocumentView.tsx';
import { ReportHeader } from './ReportHeader.tsx';
import { showReportPage, startAddendum, useIsPdfReady, useSignedReport, useStudyPage } from './report-queries.ts';

const SIGNED_AT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A signed report as it was signed, with its addenda below; shown for any report of the study. An addendum that somebody else is writing stands last, and says that it is not signed. */
export function SignedReport({ page }: { page: ReportPage }) {
  const studyId = page.report.studyId;
  const study = useStudyPage(studyId);
  const isOriginal = page.parentReportId === null;
  const parent = useSignedReport(page.parentReportId ?? page.report.reportId, { enabled: !isOriginal });
  const original = isOriginal ? page : parent.data;
  if (parent.isError)
    return <ErrorState title="The signed report could not be read" error={parent.error} onRetry={() => void parent.refetch()} />;
  if (!original) return <Spinner label="Reading the report" />;
  const addenda = (study.data?.reports ?? []).filter(({ isAddendum, status }) => isAddendum && status === 'completed');
  const isPageOpen = page.report.status !== 'completed';
  const isAddendumOpen = isPageOpen || study.data?.study.studyReportStatus === 'addendum_active';
  return (
    <div data-testid="signed-report" className="min-h-0 flex-1 overflow-y-auto">
      <SignedText page={original} />
      {addenda.toReversed().map(({ reportId }) => (
        <Addendum key={reportId} reportId={reportId} />
      ))}
      {isPageOpen && page.draft && hasWords(page.draft.document) && <OpenAddendum document={page.draft.document} />}
      {study.data?.permissions.addendum && !isAddendumOpen && (
        <div className="border-t border-border p-4">
          <AddAddendum studyId={studyId} />
        </div>
      )}
    </div>
  );
}

/** One signed text with its signature. */
export function SignedText({ page }: { page: ReportPage }) {
  const { report, document, authorName, contentHash } = page;
  return (
    <article aria-label={report.isAddendum ? 'Addendum' : 'Report'} className="pb-3">
      {report.isCritical && (
        <p
          data-testid="critical-banner"
          className="m-0 flex items-center gap-2 bg-stat-solid px-4 py-1.5 font-semibold tracking-wide text-on-accent"
        >
          <TriangleAlert size={15} aria-hidden />
          CRITICAL
        </p>
      )}
      {!report.isAddendum && <ReportHeader header={page.header} />}
      <div className="pt-3">{document && <ReportDocumentView document={document} isAddendum={report.isAddendum} />}</div>
      <footer className="mt-3 flex flex-wrap items-end gap-x-4 gap-y-2 px-4">
        <div className="min-w-52 flex-1 text-[13px]">
          <p className="m-0">
            Signed by <strong>{authorName}</strong>
          </p>
          {report.signedAt && <p className="m-0 text-muted tabular">{SIGNED_AT.format(new Date(report.signedAt))}</p>}
          {contentHash && (
            <p className="m-0 font-mono text-[11px] text-muted" title={contentHash}>
              SHA-256 {contentHash.slice(0, 16)}…
            </p>
          )}
        </div>
        <PdfLink page={page} />
      </footer>
    </article>
  );
}

function PdfLink({ page }: { page: ReportPage }) {
  const isReady = useIsPdfReady(page);
  if (!isReady) {
    return (
      <span role="status" data-testid="pdf-link" data-ready="false" className="inline-flex items-center gap-1.5 text-[13px] text-muted">
        <LoaderCircle size={14} aria-hidden className="animate-spin" />
        The PDF is being made
      </span>
    );
  }
  return (
    <a
      data-testid="pdf-link"
      data-ready="true"
      href={`/api/reports/${page.report.reportId}/pdf`}
      target="_blank"
      rel="noopener"
      className="inline-flex h-7 items-center gap-1.5 rounded-md border border-border-strong bg-surface-raised px-2.5 text-[13px] font-medium text-text no-underline hover:bg-surface-hover"
    >
      <FileText size={14} aria-hidden />
      PDF
    </a>
  );
}

function Addendum({ reportId }: { reportId: string }) {
  const addendum = useSignedReport(reportId);
  return (
    <section className="border-t border-border" data-testid="signed-addendum">
      <h2 className="m-0 flex items-center gap-2 px-4 pt-3 text-[13px] font-semibold">
        <Badge tone="accent">Addendum</Badge>
      </h2>
      {addendum.isError && (
        <ErrorState title="The addendum could not be read" error={addendum.error} onRetry={() => void addendum.refetch()} />
      )}
      {addendum.data && <SignedText page={addendum.data} />}
    </section>
  );
}

function OpenAddendum({ document }: { document: ReportDocument }) {
  return (
    <section aria-label="Addendum that is not signed" className="border-t border-border pb-3">
      <h2 className="m-0 flex flex-wrap items-center gap-2 px-4 pt-3 pb-3 text-[13px] font-semibold">
        <Badge tone="accent">Addendum</Badge>
        <Badge tone="warning">Not signed</Badge>
        <span className="font-normal text-muted">Its words may change.</span>
      </h2>
      <ReportDocumentView document={document} isAddendum />
    </section>
  );
}

function hasWords(document: ReportDocument): boolean {
  return document.sections.some(({ paragraphs }) => paragraphs.some(({ spans }) => spans.some(({ text }) => text.trim() !== '')));
}

function AddAddendum({ studyId }: { studyId: string }) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      showReportPage(client, await startAddendum(studyId));
    } catch (error) {
      setBusy(false);
      toast({ tone: 'danger', title: 'The addendum was not started', description: describeError(error).message });
      void client.invalidateQueries({ queryKey: queryKeys.study(studyId) });
    }
  };
  return (
    <Button data-testid="add-addendum" isBusy={isBusy} onClick={() => void add()}>
      Add addendum
    </Button>
  );
}
