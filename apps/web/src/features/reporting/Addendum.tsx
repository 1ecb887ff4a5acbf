import type { ReportPage } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError, queryKeys } from '../../api/index.ts';
import { Button, Dialog, ErrorState, Spinner } from '../../ui/index.ts';
import { cancelAddendum, useSignedReport, useStudyPage } from './report-queries.ts';
import { SignedText } from './SignedReport.tsx';
import type { DraftSync } from './sync/draft-sync.ts';

/** What the addendum adds to: the signed report and the addenda before, as they were signed. */
export function OriginalReport({ reportId, studyId }: { reportId: string; studyId: string }) {
  const study = useStudyPage(studyId);
  const earlier = (study.data?.reports ?? []).filter(({ isAddendum, status }) => isAddendum && status === 'completed').toReversed();
  return (
    <details open className="max-h-[45%] shrink-0 overflow-y-auto border-b border-border bg-surface-raised">
      <summary className="sticky top-0 cursor-pointer bg-surface-raised px-4 py-2 text-[13px] font-semibold">Signed report</summary>
      {[reportId, ...earlier.map((report) => report.reportId)].map((id) => (
        <SignedById key={id} reportId={id} />
      ))}
    </details>
  );
}

function SignedById({ reportId }: { reportId: string }) {
  const signed = useSignedReport(reportId);
  if (signed.isError)
    return <ErrorState title="The signed report could not be read" error={signed.error} onRetry={() => void signed.refetch()} />;
  return signed.data ? <SignedText page={signed.data} /> : <Spinner label="Reading the signed report" />;
}

export function CancelAddendum({ page, sync }: { page: ReportPage; sync: DraftSync }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const cancel = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await cancelAddendum(page.report.reportId);
      sync.close('This addendum was cancelled.');
      await client.invalidateQueries({ queryKey: queryKeys.study(page.report.studyId) });
    } catch (error) {
      setProblem(describeError(error).message);
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" variant="ghost" data-testid="cancel-addendum" onClick={() => setAsking(true)}>
        Cancel addendum
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        width="small"
        title="Cancel this addendum?"
        description="Its words are discarded. The signed report stays as it is."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Go on writing</Button>
            <Button variant="danger" data-testid="confirm-cancel-addendum" isBusy={isBusy} onClick={() => void cancel()}>
              Cancel addendum
            </Button>
          </>
        }
      >
        {problem && <p className="m-0 text-danger">{problem}</p>}
      </Dialog>
    </>
  );
}
