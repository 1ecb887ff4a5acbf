import { publicId, type Session } from '@readroom/contract';
import type { UserPrincipal } from '../principal/index.ts';
import type { ClinicRules, UserRow } from './repository.ts';

export function presentSession(principal: UserPrincipal, clinic: ClinicRules, user: UserRow | null): Session {
  return {
    kind: principal.session,
    clinicName: clinic.name,
    studyId: principal.studyId ? publicId('stu', principal.studyId) : null,
    idleSignOutMinutes: principal.session === 'full' ? clinic.idleSignOutMinutes : null,
    user: user && {
      userId: publicId('usr', user.id),
      email: user.email,
      firstName: user.firstName,
      lastName: user.lastName,
      level: user.level,
      clinicRole: user.clinicRole,
      canManageStudies: user.canManageStudies,
      canCreateReports: user.canCreateReports,
      hasDashboardAccess: user.hasDashboardAccess,
    },
  };
}
