import { ApiError, WEBHOOK_URL_FIELDS, type WebhookTarget } from '@readroom/contract';
import type { KeyRow } from './repository.ts';

/** Keys are administered by the clinic's owners and admins, signed in themselves (requireAdministrator of features/users). A key of another clinic is not there. */

/** A receiver is tried with a key that is in use. */
export function mustBeActive(key: KeyRow | null): KeyRow {
  if (!key) throw new ApiError('not_found', { message: 'There is no active key with that id.' });
  return key;
}

/** A test event needs an address to go to. */
export function mustHaveUrl(key: KeyRow, target: WebhookTarget): void {
  const field = WEBHOOK_URL_FIELDS[target];
  if (key[field] === null) {
    throw new ApiError('unprocessable', {
      message: 'This key has no such webhook URL.',
      issues: [{ path: 'target', message: `set ${field} first` }],
    });
  }
}
