import type { AdminUser, InvitationStatus } from '@readroom/contract';
import { z } from 'zod';
import { dayFilter, type ListFilters, oneOf } from '../list-filters.ts';

/** What the lists of people are narrowed by, as the form holds it: an empty text is no filter. */
export interface UserFilters {
  level: '' | AdminUser['level'];
  invitedSource: '' | AdminUser['invitedSource'];
  canCreateReports: '' | 'true' | 'false';
}
export const USER_FILTERS: ListFilters<UserFilters> = z.object({
  level: oneOf(['', 'owner', 'admin', 'member']),
  invitedSource: oneOf(['', 'dashboard', 'api']),
  canCreateReports: oneOf(['', 'true', 'false']),
});

export interface InvitationFilters {
  outcome: '' | 'waiting' | 'expired' | Exclude<InvitationStatus, 'sent'>;
  /** Days where the reader is. */
  fromDay: string;
  toDay: string;
}
export const INVITATION_FILTERS: ListFilters<InvitationFilters> = z.object({
  outcome: oneOf(['', 'waiting', 'expired', 'accepted', 'rejected', 'revoked']),
  fromDay: dayFilter,
  toDay: dayFilter,
});

/** Without what is empty, for the list operation. */
export function userQueryOf(filters: UserFilters, words: string): Record<string, string> {
  return given({ ...filters, words });
}

/** The server knows `sent` for both: an invitation that waits, and one that nobody answered in time. */
export function invitationQueryOf({ outcome, fromDay, toDay }: InvitationFilters): Record<string, string> {
  return given({
    status: outcome === 'waiting' || outcome === 'expired' ? 'sent' : outcome,
    expired: outcome === 'waiting' ? 'not-expired' : outcome === 'expired' ? 'expired' : '',
    startDate: fromDay === '' ? '' : new Date(`${fromDay}T00:00:00`).toISOString(),
    endDate: toDay === '' ? '' : new Date(`${toDay}T23:59:59.999`).toISOString(),
  });
}

function given(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
