import { describeError } from '../../api/index.ts';
import { ChangedMeanwhile } from './save-unchanged.ts';

const CHANGED =
  'Somebody else has changed it meanwhile. Nothing was saved. The form has their changes now, beside what you typed: look it over and save again.';

/** Why a form was not sent. */
export function FormFailure({ failure }: { failure: unknown }) {
  if (failure === null) return null;
  return (
    <p role="alert" className="m-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
      {failure instanceof ChangedMeanwhile ? CHANGED : describeError(failure).message}
    </p>
  );
}
