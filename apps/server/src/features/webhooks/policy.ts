import { ApiError, WEBHOOK_MODES, type WebhookType } from '@readroom/contract';
import type { EventRow } from './repository.ts';

/** The log is read, and events are resent, by the clinic's owners and admins (requireAdministrator of features/users). */

/** What nobody waits for can be sent again; a question was asked for one moment. An event that a worker may be sending now is left to it. */
export function mustBeResendable(event: EventRow, now: Date, leaseMs: number): void {
  if (modeOf(event.type) === 'sync') {
    throw new ApiError('unprocessable', {
      message: 'A synchronous webhook is not sent again: it is asked anew when its answer is needed.',
    });
  }
  const isLeased = event.status === 'pending' && (event.nextAttemptAt === null || event.nextAttemptAt.getTime() <= now.getTime() + leaseMs);
  if (isLeased) throw new ApiError('conflict', { message: 'This event is being sent, or will be within a minute.' });
}

/** Without an address it would only fail again. `key` is null where it was revoked. */
export function mustHaveReportUrl(key: { reportWebhookUrl: string | null } | null): void {
  if (!key) throw new ApiError('unprocessable', { message: 'The key of this event was revoked: nothing is sent for it any more.' });
  if (key.reportWebhookUrl === null) {
    throw new ApiError('unprocessable', {
      message: 'The key has no report webhook URL: set one under API keys, then send the event again.',
    });
  }
}

/** A type that is no longer known was one of the outbox's, as all of the first ones were. */
export function modeOf(type: string): 'sync' | 'async' {
  return type in WEBHOOK_MODES ? WEBHOOK_MODES[type as WebhookType] : 'async';
}
