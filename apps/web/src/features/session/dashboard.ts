import type { Session } from '@readroom/contract';

/** The dashboard is for owners and admins, and for members who manage studies and may use it; the server decides again. */
export function mayUseDashboard({ kind, user }: Session): boolean {
  if (kind !== 'full' || user === null) return false;
  return user.level !== 'member' || (user.canManageStudies && user.hasDashboardAccess);
}
