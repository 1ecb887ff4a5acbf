import { ApiError, WEBHOOK_URL_FIELDS, type WebhookTarget, type WebhookUrlField } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { urlFault } from '../../platform/http-client/index.ts';
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

type WebhookUrls = Partial<Record<WebhookUrlField, string | null | undefined>>;

/** What is wrong with the addresses that are given, as far as they say it themselves: a host name is judged when it is asked. */
export function urlIssues(
  { outboundAllow }: Pick<Deps['config'], 'outboundAllow'>,
  urls: WebhookUrls,
): { path: string; message: string }[] {
  return Object.values(WEBHOOK_URL_FIELDS).flatMap((field) => {
    const url = urls[field];
    const message = url ? urlFault(url, outboundAllow) : null;
    return message === null ? [] : [{ path: field, message }];
  });
}

/** Nobody is told later that a receiver can never be asked. */
export function mustBeReachable(config: Pick<Deps['config'], 'outboundAllow'>, urls: WebhookUrls): void {
  const issues = urlIssues(config, urls);
  if (issues.length > 0) throw new ApiError('malformed_request', { issues });
}
