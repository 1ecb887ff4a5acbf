import { TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton, ProgressBar } from '../../../ui/index.ts';
import { LoadProblems } from './LoadProblems.tsx';
import type { Remote } from './use-remote-images.ts';

const STRIP =
  'flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-border bg-surface-raised px-3 py-1 text-[13px]';

/** How many files have come, with a way to stop, to go on, and to see what did not come. Gone once everything is here. */
export function LoadStatus({ remote }: { remote: Extract<Remote, { phase: 'open' }> }) {
  const { access, state, images } = remote;
  const { total, arrived, isLoading, failures } = state;
  const [isShowing, setShowing] = useState(false);
  const [seen, setSeen] = useState('');
  const problems = `${failures.length} ${access.warnings.length}`;
  const hasProblems = (failures.length > 0 || access.warnings.length > 0) && seen !== problems;
  const isStopped = !isLoading && arrived + failures.length < total;
  if (!isLoading && !hasProblems && !isStopped) return null;

  const isExpired = failures.some((failure) => failure.error.kind === 'expired');
  const retry = isExpired ? remote.askAgain : () => images.start();
  return (
    <div className={STRIP} data-testid="load-status">
      {isLoading ? (
        <>
          <span className="tabular whitespace-nowrap" role="status">
            {arrived} of {total} images
          </span>
          <ProgressBar label="Loading images" value={total > 0 ? (arrived + failures.length) / total : null} className="min-w-16 flex-1" />
          <Button size="small" variant="ghost" onClick={() => images.stop()}>
            Stop
          </Button>
        </>
      ) : (
        <span className="tabular flex-1 whitespace-nowrap" role="status">
          {arrived} of {total} images loaded
        </span>
      )}
      {hasProblems && (
        <span className="inline-flex items-center gap-1.5 text-warning">
          <TriangleAlert size={14} aria-hidden />
          {failures.length > 0 ? `${failures.length} could not be loaded` : 'The list of images has faults'}
        </span>
      )}
      {hasProblems && (
        <Button size="small" onClick={() => setShowing(true)}>
          Show
        </Button>
      )}
      {!isLoading && (isStopped || failures.length > 0) && (
        <Button size="small" variant="primary" onClick={retry}>
          {isStopped ? 'Load the rest' : 'Try again'}
        </Button>
      )}
      {!isLoading && !isStopped && arrived > 0 && (
        <IconButton size="small" label="Hide this" icon={<X size={14} aria-hidden />} onClick={() => setSeen(problems)} />
      )}
      {isShowing && <LoadProblems remote={remote} onRetry={retry} onClose={() => setShowing(false)} />}
    </div>
  );
}
