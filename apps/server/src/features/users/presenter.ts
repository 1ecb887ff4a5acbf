import { type AdminUser, CLINIC_ROLES, type ClinicRole, publicId, type User, type ViewerUser } from '@readroom/contract';
import type { UserDetails, UserRow } from './repository.ts';

/** The only ways from a user's row to JSON. */

export function presentViewerUser(user: UserRow): ViewerUser {
  return {
    userId: publicId('usr', user.id),
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    ...(user.middleName && { middleName: user.middleName }),
    ...(user.suffix1 && { suffix1: user.suffix1 }),
    ...(user.suffix2 && { suffix2: user.suffix2 }),
    level: user.level,
    clinicRole: presentRole(user.clinicRole),
    canManageStudies: user.canManageStudies,
    hasDashboardAccess: user.hasDashboardAccess,
    ...(user.phoneNumber && { phoneNumber: user.phoneNumber }),
    invitedSource: user.invitedSource,
    createdAt: user.createdAt.toISOString(),
    lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
  };
}

export function presentUser(user: UserRow): User {
  return { ...presentViewerUser(user), canCreateReports: user.canCreateReports, ...(user.npiNumber && { npiNumber: user.npiNumber }) };
}

export function presentAdminUser(user: UserDetails, now: Date): AdminUser {
  return {
    ...presentUser(user),
    access: user.revokedAt ? 'revoked' : user.hasJoined ? 'active' : 'invited',
    invitation: user.hasJoined ? null : presentStanding(user, now),
    hasSecondFactor: user.totpConfirmedAt !== null,
  };
}

function presentStanding({ invitationStatus, invitationExpiresAt }: UserDetails, now: Date): AdminUser['invitation'] {
  if (invitationStatus === 'sent') return invitationExpiresAt && invitationExpiresAt <= now ? 'expired' : 'open';
  return invitationStatus === 'rejected' ? 'rejected' : 'revoked';
}

/** Operators could once name any role: those that the contract does not know are "Other". */
export function presentRole(role: string): ClinicRole {
  return CLINIC_ROLES.find((known) => known === role) ?? 'Other';
}
