import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeError } from '../api/describe-error.ts';
import { Button } from './Button.tsx';

export interface ErrorStateProps {
  /** What could not be done, e.g. "The worklist could not be loaded". */
  title: string;
  error: unknown;
  onRetry?: () => void;
  actions?: ReactNode;
  /** It is the whole page: its title is the page's heading. */
  isPage?: boolean;
}

/** Says what failed, why, and what to do next. */
export function ErrorState({ title, error, onRetry, actions, isPage }: ErrorStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  // What can be read again on a click is read again by itself once the server answers.
  const { message, reference } = describeError(error, onRetry !== undefined);
  return (
    <div role="alert" className="flex h-full min-h-40 flex-col items-center justify-center gap-3 p-6 text-center">
      <span className="flex size-12 items-center justify-center rounded-full bg-danger-surface text-danger">
        <TriangleAlert size={22} aria-hidden />
      </span>
      <Heading className="m-0 text-base font-semibold">{title}</Heading>
      <p className="m-0 max-w-md text-muted">{message}</p>
      {reference && <p className="m-0 font-mono text-xs text-muted">Request {reference}</p>}
      <div className="mt-1 flex flex-wrap justify-center gap-2">
        {actions}
        {onRetry && (
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
