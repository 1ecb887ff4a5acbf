import type { Session } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';
import { Inbox, Keyboard, RadioTower, SearchX } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button, classNames, EmptyState, ErrorState, IconButton, Logo, Spinner, Tooltip, toast } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { UserMenu } from '../session/index.ts';
import { AssignDialog } from '../study/index.ts';
import { isFiltered } from './filters.ts';
import { refusal } from './row-actions.ts';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import { useFilters } from './use-filters.ts';
import { type LiveWorklist, useLiveWorklist } from './use-live-worklist.ts';
import { useRowActions } from './use-row-actions.ts';
import { useSelection } from './use-selection.ts';
import { useWorklist } from './use-worklist.ts';
import { useWorklistKeys, type WorklistCommand } from './use-worklist-keys.ts';
import { WorklistCards } from './WorklistCards.tsx';
import { WorklistGrid } from './WorklistGrid.tsx';
import { WorklistToolbar } from './WorklistToolbar.tsx';

const NO_ROWS: never[] = [];
const PAGE_ROWS = 10;

export function WorklistPage({ session }: { session: Session }) {
  useDocumentTitle('Worklist');
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const search = useRef<HTMLInputElement>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const { filters, words, savedWords, query, setFilters, setWords, searchNow, clear } = useFilters();
  const worklist = useWorklist(query);
  const { refetch } = worklist;
  const live = useLiveWorklist(
    worklist.refresh,
    useCallback(() => void refetch(), [refetch]),
  );
  const { actions, assigning, stopAssigning } = useRowActions(session.user, worklist.refresh);
  const rows = worklist.data?.rows ?? NO_ROWS;
  const { selected, index, select, selectIndex } = useSelection(rows);
  // While other filters' rows are still shown, a key must not act on one of them: it could be another patient's.
  const isSettled = words === savedWords && !worklist.isPlaceholderData;
  const [wantsFirst, setWantsFirst] = useState(false);
  const firstId = rows[0]?.studyId;
  useEffect(() => {
    if (!wantsFirst || !isSettled) return;
    setWantsFirst(false);
    if (firstId) select(firstId);
  }, [wantsFirst, isSettled, firstId, select]);
  const leaveSearch = (wanted: string) => {
    searchNow(wanted);
    setWantsFirst(wanted !== '' || !selected);
    document.getElementById('worklist-grid')?.focus();
  };

  const attempt = (action: 'take' | 'release') => {
    if (!selected || !isSettled) return;
    if (actions.permissionsFor(selected)[action]) actions[action](selected);
    else toast({ title: 'The assignment stays as it is', description: refusal(session.user, selected, action) });
  };
  const commands: Record<WorklistCommand, () => void> = {
    next: () => selectIndex(index < 0 ? 0 : index + 1),
    previous: () => selectIndex(index < 0 ? 0 : index - 1),
    nextPage: () => selectIndex(index + PAGE_ROWS),
    previousPage: () => selectIndex(index - PAGE_ROWS),
    first: () => selectIndex(0),
    last: () => selectIndex(rows.length - 1),
    open: () => selected && isSettled && !wantsFirst && actions.open(selected),
    take: () => attempt('take'),
    release: () => attempt('release'),
    search: () => {
      search.current?.focus();
      search.current?.select();
    },
    help: () => setHelpOpen(true),
  };
  useWorklistKeys((command) => commands[command]());

  const list = {
    rows,
    total: worklist.data ? worklist.data.total : 0,
    hasMore: worklist.data?.hasMore ?? false,
    isLoadingMore: worklist.isLoadingMore,
    isStale: !isSettled,
    onNearEnd: worklist.loadMore,
    selectedId: selected?.studyId ?? null,
    onSelect: select,
    arrivals: live.arrivals,
    actions,
  };
  const hasFilters = isFiltered(filters, savedWords);
  return (
    <>
      <header className="flex h-13 items-center gap-3 border-b border-border bg-surface-raised px-4">
        <Logo size={26} />
        <span aria-hidden className="h-5 w-px bg-border max-sm:hidden" />
        <h1 className="m-0 truncate text-sm font-medium text-muted max-sm:sr-only">Worklist, {session.clinicName}</h1>
        <span className="flex-1" />
        <LiveSign state={live.state} />
        <IconButton
          label="Keyboard shortcuts"
          shortcut="?"
          className="max-md:hidden"
          icon={<Keyboard size={18} aria-hidden />}
          onClick={() => setHelpOpen(true)}
        />
        <UserMenu session={session} />
      </header>
      <main className="flex min-h-0 flex-1 flex-col" aria-busy={worklist.isFetching}>
        <WorklistToolbar
          filters={filters}
          words={words}
          modalities={worklist.data?.modalities ?? NO_ROWS}
          isNarrow={isNarrow}
          searchRef={search}
          hasUser={session.user !== null}
          onChange={setFilters}
          onWords={setWords}
          onClear={clear}
          onLeaveSearch={leaveSearch}
        />
        <p className="tabular m-0 flex h-8 shrink-0 items-center gap-2 px-4 text-[13px] text-muted" aria-live="polite">
          {worklist.data && countLine(rows.length, list.total, hasFilters)}
          {worklist.isPlaceholderData && <Spinner size={13} />}
        </p>
        {worklist.moreError !== null && (
          <div className="flex items-center gap-3 bg-danger-surface px-4 py-2 text-danger" role="alert">
            The next studies could not be loaded.
            <Button size="small" onClick={() => void worklist.loadMore()}>
              Try again
            </Button>
          </div>
        )}
        {worklist.isPending && <LoadingRows />}
        {worklist.isError && rows.length === 0 && (
          <ErrorState title="The worklist could not be loaded" error={worklist.error} onRetry={() => void worklist.refetch()} />
        )}
        {worklist.data && rows.length === 0 && !worklist.isError && <EmptyWorklist hasFilters={hasFilters} onClear={clear} />}
        {rows.length > 0 && (isNarrow ? <WorklistCards {...list} /> : <WorklistGrid {...list} />)}
      </main>
      <div aria-live="polite" className="sr-only">
        {live.announcement}
      </div>
      {isHelpOpen && <ShortcutHelp onClose={() => setHelpOpen(false)} />}
      {assigning && (
        <AssignDialog
          studyId={assigning.studyId}
          subject={`${assigning.patientName === null ? 'No name' : readablePersonName(assigning.patientName)}, ${assigning.studyDescription}`}
          assignedUserId={assigning.assignedTo?.userId ?? null}
          onClose={stopAssigning}
          onAssigned={() => void worklist.refresh([assigning.studyId])}
        />
      )}
    </>
  );
}

function countLine(shown: number, total: number | null, hasFilters: boolean): string {
  const noun = total === 1 ? 'study' : 'studies';
  const what = hasFilters ? `${noun} with these filters` : `${noun} to read`;
  const loaded = shown.toLocaleString('en');
  // Beyond what the server counts, what is loaded is all that is known.
  if (total === null) return `More than ${Math.max(10_000, shown - 1).toLocaleString('en')} ${what}, ${loaded} loaded`;
  return shown < total ? `${total.toLocaleString('en')} ${what}, ${loaded} loaded` : `${total.toLocaleString('en')} ${what}`;
}

function LiveSign({ state }: { state: LiveWorklist['state'] }) {
  const text = state === 'live' ? 'Live' : state === 'connecting' ? 'Connecting' : 'Reconnecting';
  const hint = state === 'live' ? 'New and changed studies appear by themselves' : 'Changes appear again once the connection is back';
  return (
    <Tooltip content={hint}>
      <span
        className={classNames('inline-flex items-center gap-1.5 text-xs', state === 'live' ? 'text-success' : 'text-warning')}
        role="status"
      >
        <RadioTower size={14} aria-hidden />
        {text}
      </span>
    </Tooltip>
  );
}

function EmptyWorklist({ hasFilters, onClear }: { hasFilters: boolean; onClear: () => void }) {
  if (hasFilters) {
    return (
      <EmptyState
        icon={<SearchX size={22} aria-hidden />}
        title="No study matches"
        actions={
          <Button variant="primary" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        Change the filters or the words searched for, or clear them to see everything that waits to be read.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Inbox size={22} aria-hidden />} title="Nothing waits to be read">
      New studies appear here by themselves as soon as they arrive. Signed ones are under Status: Signed.
    </EmptyState>
  );
}

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function LoadingRows() {
  return (
    <div className="flex flex-col" role="status">
      <span className="sr-only">Loading the worklist</span>
      {SKELETON_ROWS.map((key, index) => (
        <div key={key} className="flex h-[42px] items-center gap-6 border-b border-border px-4" style={{ opacity: 1 - index * 0.1 }}>
          <span className="h-3 w-16 animate-pulse rounded bg-surface-hover" />
          <span className="h-3 w-40 animate-pulse rounded bg-surface-hover" />
          <span className="h-3 flex-1 animate-pulse rounded bg-surface-hover" />
          <span className="h-3 w-24 animate-pulse rounded bg-surface-hover" />
        </div>
      ))}
    </div>
  );
}
