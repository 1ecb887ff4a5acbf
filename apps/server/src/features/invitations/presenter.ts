import { type Invitation, publicId, type ViewerInvitation } from '@readroom/contract';
import { presentRole } from '../users/index.ts';
import type { InvitationDetails } from './repository.ts';

/** The only ways from an invitation's row to JSON. */

export function presentViewerInvitation({ invitation, user }: InvitationDetails): ViewerInvitation {
  return {
    invitationId: publicId('inv', invitation.id),
    userId: publicId('usr', user.id),
    clinicId: invitation.clinicId,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    middleName: user.middleName,
    suffix1: user.suffix1,
    suffix2: user.suffix2,
    level: user.level,
    clinicRole: presentRole(user.clinicRole),
    canManageStudies: user.canManageStudies,
    hasDashboardAccess: user.hasDashboardAccess,
    phoneNumber: user.phoneNumber,
    status: invitation.status,
    expiry: invitation.expiresAt?.toISOString() ?? null,
    invitedSource: invitation.invitedSource,
    inviterId: invitation.inviterId && publicId('usr', invitation.inviterId),
    ...(invitation.invitedByApiKeyId && { invitedByApiKeyId: invitation.invitedByApiKeyId }),
    createdAt: invitation.createdAt.toISOString(),
    updatedAt: invitation.updatedAt.toISOString(),
  };
}

export function presentInvitation(details: InvitationDetails): Invitation {
  const { user } = details;
  return {
    ...presentViewerInvitation(details),
    canCreateReports: user.canCreateReports,
    ...(user.npiNumber && { npiNumber: user.npiNumber }),
  };
}
