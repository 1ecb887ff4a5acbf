import { X } from 'lucide-react';
import type { Progress } from '../image/instance-store.ts';
import type { CellState } from './cell-state.ts';

const BAR = 'absolute inset-x-0 bottom-0 flex h-[18px] items-center gap-2 bg-black/70 pr-5 pl-2 text-[11px] text-neutral-200 tabular-nums';

interface LoadingBarProps {
  state: CellState;
  onStop: () => void;
  onResume: () => void;
}

type Loading = 'nothing' | 'file' | 'stack' | 'stopped';

/** What there is to say about loading: one awaited file, the stack, or that it was stopped before the end. */
export function loadingOf({ stack, loadedCount, isPrefetching, progress, status }: CellState): Loading {
  if (!stack) return 'nothing';
  if (status === 'loading' && progress) return 'file';
  if (isPrefetching) return 'stack';
  const isPart = loadedCount > 0 && loadedCount < stack.imageIds.length;
  return isPart && status !== 'failed' ? 'stopped' : 'nothing';
}

/** How much has arrived, with a way to stop and to go on. Gone once everything is here. */
export function LoadingBar({ state, onStop, onResume }: LoadingBarProps) {
  const loading = loadingOf(state);
  const { loadedCount, progress } = state;
  const count = state.stack?.imageIds.length ?? 0;
  if (loading === 'nothing') return null;
  if (loading === 'stopped') {
    return (
      <div className={BAR}>
        {loadedCount} of {count} images loaded
        <button type="button" className="rounded px-1.5 font-medium text-[#8dbbff] hover:bg-white/10" onClick={onResume}>
          Load the rest
        </button>
      </div>
    );
  }
  const share = loading === 'stack' ? loadedCount / count : shareOf(progress);
  return (
    <div className={BAR} data-testid="loading-bar">
      <div
        role="progressbar"
        aria-label="Loading images"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        className="h-1 flex-1 overflow-hidden rounded-full bg-white/15"
      >
        <div className={`h-full bg-[#6aa5ff] ${share === null ? 'animate-pulse' : ''}`} style={{ width: `${(share ?? 1) * 100}%` }} />
      </div>
      {loading === 'file' && progress ? megabytes(progress) : `${loadedCount} / ${count}`}
      <button type="button" aria-label="Stop loading" title="Stop loading" className="rounded p-0.5 hover:bg-white/15" onClick={onStop}>
        <X size={12} aria-hidden />
      </button>
    </div>
  );
}

function shareOf(progress: Progress | null): number | null {
  return progress?.total ? progress.received / progress.total : null;
}

function megabytes({ received, total }: Progress): string {
  const text = (bytes: number) => (bytes / 1_000_000).toFixed(1);
  return total ? `${text(received)} of ${text(total)} MB` : `${text(received)} MB`;
}
