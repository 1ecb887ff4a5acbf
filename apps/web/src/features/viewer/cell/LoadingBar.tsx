import { X } from 'lucide-react';
import type { CellState } from './cell-state.ts';

interface LoadingBarProps {
  state: CellState;
  onStop: () => void;
  onResume: () => void;
}

/** How much of the stack has arrived, with a way to stop and to go on. Gone once everything is here. */
export function LoadingBar({ state, onStop, onResume }: LoadingBarProps) {
  const { stack, loadedCount, isPrefetching, progress, status } = state;
  if (!stack) return null;
  const count = stack.imageIds.length;
  const isWaitingForFile = status === 'loading' && progress !== null;
  if (!isPrefetching && !isWaitingForFile) {
    if (loadedCount >= count || loadedCount === 0 || status === 'failed') return null;
    return (
      <div className="absolute inset-x-0 bottom-0 flex items-center gap-2 bg-black/75 px-2 py-0.5 text-[11px] text-neutral-200">
        {loadedCount} of {count} images loaded
        <button type="button" className="rounded px-1.5 font-medium text-[#8dbbff] hover:bg-white/10" onClick={onResume}>
          Load the rest
        </button>
      </div>
    );
  }
  const share = isWaitingForFile ? (progress.total ? progress.received / progress.total : null) : loadedCount / count;
  const words = isWaitingForFile ? megabytes(progress.received, progress.total) : `${loadedCount} / ${count}`;
  return (
    <div
      className="absolute inset-x-0 bottom-0 flex items-center gap-2 bg-black/60 pr-5 pl-2 text-[11px] text-neutral-200 tabular-nums"
      data-testid="loading-bar"
    >
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
      {words}
      <button type="button" aria-label="Stop loading" title="Stop loading" className="rounded p-0.5 hover:bg-white/15" onClick={onStop}>
        <X size={12} aria-hidden />
      </button>
    </div>
  );
}

function megabytes(received: number, total: number | null): string {
  const text = (bytes: number) => (bytes / 1_000_000).toFixed(1);
  return total ? `${text(received)} of ${text(total)} MB` : `${text(received)} MB`;
}
