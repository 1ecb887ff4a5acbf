import type { AdminUser, Invitation } from '@readroom/contract';
import type { BadgeTone } from '../../../ui/index.ts';

/** How a person stands to the clinic, in words: what is not said here is that they may sign in. */
export interface Standing {
  label: string;
  tone: BadgeTone;
}

const OF_INVITED: Record<NonNullable<AdminUser['invitation']>, Standing> = {
  open: { label: 'Invited', tone: 'warning' },
  expired: { label: 'Invitation expired', tone: 'danger' },
  rejected: { label: 'Invitation rejected', tone: 'danger' },
  revoked: { label: 'Invitation revoked', tone: 'danger' },
};

export function standingsOf(user: AdminUser): Standing[] {
  const noAccess: Standing[] = user.access === 'revoked' ? [{ label: 'No access', tone: 'danger' }] : [];
  return user.invitation === null ? noAccess : [...noAccess, OF_INVITED[user.invitation]];
}

/** Who never joined and has no open invitation: nothing lets them in. */
export function needsInvitation(user: AdminUser): boolean {
  return user.invitation !== null && user.invitation !== 'open';
}

export function isExpired(invitation: Invitation, now: Date): boolean {
  return invitation.status === 'sent' && invitation.expiry !== null && new Date(invitation.expiry) <= now;
}

/** What became of one invitation; null while it waits. */
export function outcomeOf(invitation: Invitation, now: Date): Standing | null {
  if (isExpired(invitation, now)) return { label: 'Expired', tone: 'warning' };
  if (invitation.status === 'accepted') return { label: 'Accepted', tone: 'success' };
  if (invitation.status === 'rejected') return { label: 'Rejected', tone: 'danger' };
  return invitation.status === 'revoked' ? { label: 'Revoked', tone: 'neutral' } : null;
}
