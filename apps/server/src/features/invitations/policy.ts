import { ApiError } from '@readroom/contract';
import type { InvitationRow } from './repository.ts';

/** The rules of invitations, each as a sentence. */

export function isExpired(invitation: InvitationRow, now: Date): boolean {
  return invitation.expiresAt !== null && invitation.expiresAt <= now;
}

/** Only an invitation that can still be accepted is changed. */
export function mustBeOpen(invitation: InvitationRow, now: Date): void {
  mustBeSent(invitation);
  if (isExpired(invitation, now)) throw new ApiError('unprocessable', { message: 'The invitation has expired.' });
}

/** Only an invitation that was not answered is revoked or sent again; an expired one may be sent again. */
export function mustBeSent(invitation: InvitationRow): void {
  if (invitation.status !== 'sent') throw new ApiError('unprocessable', { message: `The invitation is ${invitation.status} already.` });
}
