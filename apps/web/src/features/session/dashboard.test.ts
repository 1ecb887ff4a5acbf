import type { Session, SessionUser } from '@readroom/contract';
import { expect, test } from 'vitest';
import { mayUseDashboard } from './dashboard.ts';

const member: SessionUser = {
  userId: 'usr_00000000000000000000000000000001',
  email: 'desk@clinic.example',
  firstName: 'Dana',
  lastName: 'Desk',
  level: 'member',
  clinicRole: 'Front Desk Operator',
  canManageStudies: true,
  canCreateReports: false,
  hasDashboardAccess: true,
};
const session = (changes: Partial<SessionUser>, kind: Session['kind'] = 'full') => ({ kind, user: { ...member, ...changes } }) as Session;

test('the dashboard is for owners and admins, and for members who manage studies and may use it', () => {
  expect(mayUseDashboard(session({ level: 'admin', canManageStudies: false, hasDashboardAccess: false }))).toBe(true);
  expect(mayUseDashboard(session({}))).toBe(true);
  expect(mayUseDashboard(session({ canManageStudies: false }))).toBe(false);
  expect(mayUseDashboard(session({ hasDashboardAccess: false }))).toBe(false);
});

test('a link to one study opens none', () => {
  expect(mayUseDashboard(session({ level: 'owner' }, 'reroute'))).toBe(false);
});
