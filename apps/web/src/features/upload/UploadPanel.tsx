import { CircleCheck, RotateCcw, TriangleAlert, X } from 'lucide-react';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { Button, IconButton, ProgressBar, Spinner } from '../../ui/index.ts';
import type { UploadQueue, UploadSummary } from './UploadQueue.ts';

/** How many refused files are listed one by one. */
const SHOWN_FAILURES = 200;
const GOOD_NEWS_MS = 6_000;

/** What is being sent, how far it is, and what was refused and why. */
export function UploadPanel({ queue }: { queue: UploadQueue }) {
  const subscribe = useCallback((listener: () => void) => queue.subscribe(listener), [queue]);
  const summary = useSyncExternalStore(subscribe, () => queue.summary);
  const isDone = summary.total > 0 && !summary.isRunning && summary.failed.length === 0;
  useEffect(() => {
    if (!isDone) return;
    // It lies over the images: once all is well it has nothing more to say.
    const timer = setTimeout(() => queue.clear(), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [isDone, queue]);
  if (summary.total === 0) return null;
  const { isRunning, failed, stored, duplicates, total } = summary;
  const done = stored + duplicates + failed.length;
  return (
    <section
      aria-label="Upload"
      data-corner
      className="fixed bottom-4 left-4 z-30 flex max-h-[min(28rem,70dvh)] w-[min(26rem,calc(100vw-2rem))] animate-[panel-in_160ms] flex-col gap-3 rounded-xl border border-border bg-surface-overlay p-4 shadow-overlay"
    >
      <header className="flex items-center gap-2">
        {isRunning ? (
          <Spinner size={16} />
        ) : failed.length > 0 ? (
          <TriangleAlert size={16} aria-hidden className="text-danger" />
        ) : (
          <CircleCheck size={16} aria-hidden className="text-success" />
        )}
        <h2 className="m-0 flex-1 text-sm font-semibold" aria-live="polite">
          {isRunning ? 'Adding images' : outcome(summary)}
        </h2>
        {isRunning ? (
          <Button size="small" variant="ghost" onClick={() => queue.cancel()}>
            Cancel
          </Button>
        ) : (
          <IconButton label="Close" size="small" icon={<X size={15} aria-hidden />} onClick={() => queue.clear()} />
        )}
      </header>
      <ProgressBar
        label="Upload"
        value={summary.bytes === 0 ? done / total : summary.sentBytes / Math.max(1, summary.bytes - failedBytes(summary))}
        tone={isRunning ? 'accent' : failed.length > 0 ? 'danger' : 'success'}
      />
      <p className="tabular m-0 text-[13px] text-muted">
        {done.toLocaleString('en')} of {total.toLocaleString('en')} files, {megabytes(summary.sentBytes)} of {megabytes(summary.bytes)}
        {duplicates > 0 && `, ${duplicates.toLocaleString('en')} were here already`}
      </p>
      {isRunning && (
        <ul className="m-0 flex list-none flex-col gap-1 p-0 text-[13px]">
          {summary.sending.map((item) => (
            <li key={item.id} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate">{item.path}</span>
              <span className="tabular text-muted">{item.file.size > 0 ? Math.round((item.sentBytes / item.file.size) * 100) : 0}%</span>
            </li>
          ))}
        </ul>
      )}
      {failed.length > 0 && <Failures queue={queue} summary={summary} />}
    </section>
  );
}

function Failures({ queue, summary: { failed, isRunning } }: { queue: UploadQueue; summary: UploadSummary }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <ul className="m-0 min-h-0 list-none overflow-y-auto rounded-lg border border-border p-0" tabIndex={0} aria-label="Files not added">
        {failed.slice(0, SHOWN_FAILURES).map((item) => (
          <li key={item.id} className="border-b border-border px-3 py-2 text-[13px] last:border-b-0">
            <span className="block truncate font-medium">{item.path}</span>
            <span className="text-danger">{item.reason}</span>
          </li>
        ))}
        {failed.length > SHOWN_FAILURES && (
          <li className="px-3 py-2 text-[13px] text-muted">and {(failed.length - SHOWN_FAILURES).toLocaleString('en')} more</li>
        )}
      </ul>
      {!isRunning && (
        <Button size="small" className="self-start" icon={<RotateCcw size={14} aria-hidden />} onClick={() => queue.retryFailed()}>
          Retry {failed.length === 1 ? 'this file' : `these ${failed.length.toLocaleString('en')} files`}
        </Button>
      )}
    </>
  );
}

function outcome({ stored, duplicates, failed }: UploadSummary): string {
  if (failed.length > 0) return `${failed.length.toLocaleString('en')} ${failed.length === 1 ? 'file was' : 'files were'} not added`;
  if (stored === 0) return duplicates === 1 ? 'The image was here already' : 'All images were here already';
  return `${stored.toLocaleString('en')} ${stored === 1 ? 'image' : 'images'} added`;
}

function failedBytes({ failed }: UploadSummary): number {
  return failed.reduce((sum, item) => sum + item.file.size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
}
