import type { ReactNode } from 'react';
import { ConnectionLost, describeError } from '../../api/index.ts';
import { classNames } from '../../ui/index.ts';
import { ChangedMeanwhile } from './save-unchanged.ts';
import { usePassed } from './use-passed.ts';

const CHANGED =
  'Somebody else has changed it meanwhile. Nothing was saved. The form has their changes now; what you typed stays, also where they changed the same. Look it over and save again.';

const LOST =
  'The server cannot be reached. Nothing was saved, and nothing is sent by itself. What you entered stays here: check the connection, then send it again.';

const PASSED = {
  'signed-in': 'You are signed in again. Nothing was saved yet, and what you entered is still here: send it again.',
  connected: 'The server can be reached again. What you entered is still here: send it again.',
};

export interface FormFailureProps {
  failure: unknown;
  /** What is said where no answer came, if sending it twice makes two: it stays true once there is a connection again. */
  lost?: string | undefined;
  className?: string;
  children?: ReactNode;
}

/** Why a form was not sent, and what else is to be known before it is sent again. */
export function FormFailure({ failure, lost, className, children }: FormFailureProps) {
  const passed = usePassed(failure);
  if (failure === null && !children) return null;
  return (
    <div role="alert" className={classNames('rounded-md bg-danger-surface px-3 py-2 text-danger', className)}>
      {failure !== null && <p className="m-0">{passed && !(lost && passed === 'connected') ? PASSED[passed] : words(failure, lost)}</p>}
      {children}
    </div>
  );
}

function words(failure: unknown, lost = LOST): string {
  if (failure instanceof ChangedMeanwhile) return CHANGED;
  return failure instanceof ConnectionLost ? lost : describeError(failure).message;
}
