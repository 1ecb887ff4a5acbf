import { type ReportPage, ReportPageSchema } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFailure, api, ConnectionLost, describeError, queryKeys } from '../../api/index.ts';
import { showReportPage, signReport } from './report-queries.ts';
import { describeStatus } from './SaveStatus.tsx';
import type { DraftContent } from './sync/fingerprint.ts';
import { DraftNotSaved } from './sync/sync-status.ts';
import { type DraftConnection, useSyncState } from './sync/use-draft-sync.ts';
import type { Writing } from './writing.ts';

export interface SignAnswers {
  isCritical: boolean;
  dismissals: { id: string; reason: string }[];
  acceptsPending: boolean;
}

export interface Signing {
  page: ReportPage;
  content: DraftContent;
  isOpen: boolean;
  open: () => void;
  close: () => void;
  stage: 'ready' | 'saving' | 'signing';
  problem: string | null;
  sign: (answers: SignAnswers) => Promise<void>;
}

/** Saves first, so that what is signed is what the server has, then signs that revision. */
export function useSigning(page: ReportPage, { sync, spoken }: DraftConnection, writing: Writing): Signing {
  const client = useQueryClient();
  const { content } = useSyncState(sync);
  const [isOpen, setOpen] = useState(false);
  const [stage, setStage] = useState<Signing['stage']>('ready');
  const [problem, setProblem] = useState<string | null>(null);

  const save = async (): Promise<number | null> => {
    setStage('saving');
    setProblem(null);
    try {
      return await sync.flush();
    } catch (error) {
      if (!(error instanceof DraftNotSaved)) throw error;
      setProblem(`Cannot be signed: the draft is not on the server. ${describeStatus(error.status)}.`);
      return null;
    } finally {
      setStage('ready');
    }
  };

  const finish = (signed: ReportPage) => {
    sync.close('This report was signed.');
    setOpen(false);
    showReportPage(client, signed);
  };

  /** Without an answer it is open whether the report was signed: asks. */
  const lookAgain = async (): Promise<string> => {
    try {
      const now = await api.get(`/api/reports/${page.report.reportId}`, ReportPageSchema);
      if (now.report.status !== 'completed') return 'The connection was lost and the report is not signed. Try again.';
      finish(now);
      return '';
    } catch (error) {
      return `${describeError(error).message} It is not known whether the report was signed: try again, a second signature is refused.`;
    }
  };

  const problemOf = async (error: unknown): Promise<string> => {
    if (error instanceof ConnectionLost || (error instanceof ApiFailure && error.code === 'already_signed')) return lookAgain();
    if (error instanceof ApiFailure && error.code === 'report_checks_failed') {
      return `The server found: ${error.issues.map(({ message }) => message).join(' ')} Correct the report and sign again.`;
    }
    if (error instanceof ApiFailure && error.code === 'draft_conflict') {
      return 'The report was changed in another window meanwhile. Go back, look at it, and sign again.';
    }
    return describeError(error).message;
  };

  const sign = async ({ isCritical, dismissals, acceptsPending }: SignAnswers) => {
    if (acceptsPending) writing.acceptAll();
    const revision = await save();
    if (revision === null) return;
    setStage('signing');
    try {
      // A signed report takes no more dictations; one that cannot be recorded now does not hold the signature up.
      await spoken.send();
      finish(await signReport(page.report.reportId, { revision, isCritical, dismissals }));
    } catch (error) {
      setProblem((await problemOf(error)) || null);
      void client.invalidateQueries({ queryKey: queryKeys.study(page.report.studyId), exact: true });
    } finally {
      setStage('ready');
    }
  };

  const open = () => {
    setOpen(true);
    void save();
  };
  return { page, content, isOpen, open, close: () => setOpen(false), stage, problem, sign };
}
