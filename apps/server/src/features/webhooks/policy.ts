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

/** A type that is no longer known was one of the outbox's, as all of the first ones were. */
export function modeOf(type: string): 'sync' | 'async' {
  return type in WEBHOOK_MODES ? WEBHOOK_MODES[type as WebhookType] : 'async';
}
