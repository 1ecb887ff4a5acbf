import { Check, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { classNames } from '../../ui/index.ts';
import type { SyncStatus } from './sync/sync-status.ts';

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const KEPT = 'kept on this computer, will be sent';
const NOT_KEPT = 'not kept anywhere: leave this window open';

/** Where the words are, in words. */
export function describeStatus(status: SyncStatus): string {
  switch (status.kind) {
    case 'saved':
      return `Saved ${TIME.format(new Date(status.at))}`;
    case 'saving':
      return 'Saving…';
    case 'offline':
      return `Offline — ${status.kept ? KEPT : NOT_KEPT}`;
    case 'signed_out':
      return `Signed out — ${status.kept ? KEPT : NOT_KEPT}`;
    case 'conflict':
      return 'Conflict';
    case 'refused':
      return 'Not saved';
    case 'closed':
      return status.hasUnsent ? 'Not saved' : 'Closed';
  }
}

const CALM = ['saved', 'saving'];

export function SaveStatus({ status, onResolve }: { status: SyncStatus; onResolve: () => void }) {
  const isCalm = CALM.includes(status.kind);
  const Icon = {
    saved: Check,
    saving: LoaderCircle,
    offline: CloudOff,
    signed_out: CloudOff,
    conflict: TriangleAlert,
    refused: TriangleAlert,
    closed: TriangleAlert,
  }[status.kind];
  return (
    <span
      role="status"
      data-testid="save-status"
      data-state={status.kind}
      className={classNames('inline-flex min-w-0 items-center gap-1.5 text-xs tabular', isCalm ? 'text-muted' : 'font-medium text-warning')}
    >
      <Icon size={13} aria-hidden className={classNames('shrink-0', status.kind === 'saving' && 'animate-spin')} />
      {status.kind === 'conflict' ? (
        <button type="button" className="rounded underline underline-offset-2" onClick={onResolve}>
          Conflict
        </button>
      ) : (
        <span>{describeStatus(status)}</span>
      )}
    </span>
  );
}
