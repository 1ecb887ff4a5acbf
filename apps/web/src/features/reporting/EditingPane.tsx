import type { Draft, ReportPage } from '@readroom/contract';
import { type Placement, runChecks, TEMPLATES, templateById } from '@readroom/report';
import { EditorContent } from '@tiptap/react';
import { Signature } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useKeepsWords } from '../../api/index.ts';
import { Banner, Button, Select, Spinner, toast } from '../../ui/index.ts';
import { CancelAddendum, OriginalReport } from './Addendum.tsx';
import { AsideVersions } from './AsideVersions.tsx';
import { ChecksList } from './ChecksList.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { DictationBox } from './DictationBox.tsx';
import { pendingTexts } from './document/report-text.ts';
import './editor/report-text.css';
import { PendingToolbar } from './PendingToolbar.tsx';
import { useCurrentUserId } from './report-queries.ts';
import { SaveStatus } from './SaveStatus.tsx';
import { SignDialog } from './SignDialog.tsx';
import { MOD, useReportKeys } from './shortcuts.ts';
import { type DraftConnection, useDraftConnection, useSyncState } from './sync/use-draft-sync.ts';
import { useSigning } from './use-signing.ts';
import { useWriting } from './use-writing.ts';
import type { Writing } from './writing.ts';

interface EditingPaneProps {
  page: ReportPage;
  popOut: ReactNode;
}

/** A report being written by this user. */
export function EditingPane({ page, draft, popOut }: EditingPaneProps & { draft: Draft }) {
  const connection = useDraftConnection(useCurrentUserId(), page.report.reportId, draft);
  return connection ? <ConnectedPane page={page} connection={connection} popOut={popOut} /> : null;
}

function ConnectedPane({ page, connection, popOut }: EditingPaneProps & { connection: DraftConnection }) {
  const writing = useWriting(connection, page);
  if (!writing) return <Spinner label="Opening the editor" />;
  return <WritingPane page={page} connection={connection} writing={writing} popOut={popOut} />;
}

const TEMPLATE_OPTIONS = TEMPLATES.map(({ id, title }) => ({ value: id, label: title }));

function WritingPane({ page, connection, writing, popOut }: EditingPaneProps & { connection: DraftConnection; writing: Writing }) {
  const { sync, kept } = connection;
  const { content, status } = useSyncState(sync);
  const [placements, setPlacements] = useState<Placement[]>([]);
  const [isConflictShown, setConflictShown] = useState(true);
  const [aside, setAside] = useState(() => kept.aside());
  const scroller = useRef<HTMLDivElement>(null);
  const signing = useSigning(page, connection, writing);
  const { isAddendum } = page.report;
  useKeepsWords();

  const written = useDeferredValue(content.document);
  const findings = useMemo(() => runChecks({ document: written, context: page.context, isAddendum }), [written, page.context, isAddendum]);
  const pending = useMemo(() => pendingTexts(written), [written]);
  const hasProposal = pending.some(({ isProposed }) => isProposed);

  useEffect(() => {
    if (status.kind !== 'conflict') {
      setConflictShown(true);
      setAside(kept.aside());
    }
  }, [status.kind, kept]);

  const putIntoReport = () => {
    const placed = writing.putIntoReport();
    setPlacements(placed);
    if (placed.length === 0 && content.dictation.trim()) {
      toast({ title: 'There is no sentence in the dictation box', description: 'It was left as it is.' });
    }
  };
  const save = () => {
    // What becomes of it is shown by the status.
    sync.flush().catch(() => undefined);
  };
  useReportKeys({ putIntoReport, save, sign: signing.open });

  return (
    <>
      <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-border px-3 py-1.5">
        <h2 className="m-0 text-[13px] font-semibold">{isAddendum ? 'Addendum' : 'Report'}</h2>
        {!isAddendum && (
          <Select
            label="Template"
            isLabelHidden
            size="small"
            className="max-w-48 min-w-0 max-sm:max-w-36"
            value={content.document.templateId}
            options={TEMPLATE_OPTIONS}
            onChange={(id) => {
              const template = templateById(id);
              if (template) writing.switchTemplate(template);
            }}
          />
        )}
        <span className="flex-1" />
        <SaveStatus status={status} onResolve={() => setConflictShown(true)} />
        {popOut}
      </header>
      <Notices status={status} onResolve={() => setConflictShown(true)} />
      <AsideVersions versions={aside} kept={kept} onDiscard={() => setAside([])} />
      {isAddendum && page.parentReportId && <OriginalReport reportId={page.parentReportId} studyId={page.report.studyId} />}
      <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto">
        <EditorContent editor={writing.editor} className={isAddendum ? 'report-addendum py-3' : 'py-3'} />
        {scroller.current && <PendingToolbar editor={writing.editor} container={scroller.current} />}
      </div>
      <ChecksList findings={findings} onGoTo={(finding) => writing.goToFinding(finding)} />
      <DictationBox
        dictation={content.dictation}
        onChange={(dictation) => writing.setDictation(dictation)}
        onPutIntoReport={putIntoReport}
        onUndo={() => {
          setPlacements([]);
          return writing.undoDictation();
        }}
        placements={placements}
        onGoTo={(placement) => writing.goToPlacement(placement)}
        onDismissPlacements={() => setPlacements([])}
      />
      <footer className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-t border-border px-3 py-2">
        {pending.length > 0 ? (
          <>
            <button
              type="button"
              title="Go to the next (F9)"
              className="report-text rounded px-1 py-1 text-xs text-muted hover:bg-surface-hover"
              onClick={() => writing.goToNextPending()}
            >
              <span data-pending="">Not dictated</span>
              {hasProposal && (
                <span data-pending="" data-origin="generated" className="ml-2">
                  Proposed
                </span>
              )}
              <span className="ml-2 tabular">{pending.length}</span>
            </button>
            <Button size="small" variant="ghost" onClick={() => writing.acceptAll()}>
              Accept all
            </Button>
          </>
        ) : (
          !isAddendum && <span className="text-xs text-muted">All text is dictated, typed or accepted.</span>
        )}
        <span className="flex-1" />
        {page.permissions.cancelAddendum && <CancelAddendum page={page} sync={sync} />}
        <Button
          size="small"
          variant="primary"
          data-testid="sign-button"
          title={`${MOD}+Shift+S`}
          icon={<Signature size={14} aria-hidden />}
          disabled={!page.permissions.sign || status.kind === 'closed'}
          onClick={signing.open}
        >
          {isAddendum ? 'Sign addendum…' : 'Sign report…'}
        </Button>
      </footer>
      {signing.isOpen && <SignDialog signing={signing} onGoTo={(finding) => writing.goToFinding(finding)} />}
      {status.kind === 'conflict' && isConflictShown && !signing.isOpen && (
        <ConflictDialog sync={sync} mine={content} theirs={status.theirs} onClose={() => setConflictShown(false)} />
      )}
    </>
  );
}

function Notices({ status, onResolve }: { status: ReturnType<typeof useSyncState>['status']; onResolve: () => void }) {
  if (status.kind === 'conflict') {
    return (
      <Banner
        tone="warning"
        actions={
          <Button size="small" onClick={onResolve}>
            Compare
          </Button>
        }
      >
        This report was changed in two places. Yours is kept on this computer until you decide.
      </Banner>
    );
  }
  if (status.kind === 'refused') return <Banner tone="danger">The server did not take the draft: {status.message}</Banner>;
  if (status.kind === 'closed') {
    return (
      <Banner tone="warning">
        {status.message} {status.hasUnsent ? 'What was not saved is kept on this computer.' : ''}
      </Banner>
    );
  }
  return null;
}
