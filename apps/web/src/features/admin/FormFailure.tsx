import type { ReactNode } from 'react';
import { describeError } from '../../api/index.ts';
import { classNames } from '../../ui/index.ts';
import { ChangedMeanwhile } from './save-unchanged.ts';

const CHANGED =
  'Somebody else has changed it meanwhile. Nothing was saved. The form has their changes now, beside what you typed: look it over and save again.';

/** Why a form was not sent, and what else is to be known before it is sent again. */
export function FormFailure({ failure, className, children }: { failure: unknown; className?: string; children?: ReactNode }) {
  if (failure === null && !children) return null;
  return (
    <div role="alert" className={classNames('rounded-md bg-danger-surface px-3 py-2 text-danger', className)}>
      {failure !== null && <p className="m-0">{failure instanceof ChangedMeanwhile ? CHANGED : describeError(failure).message}</p>}
      {children}
    </div>
  );
}
