// @vitest-environment happy-dom
import { publicId, type Session } from '@readroom/contract';
import { afterEach, expect, test } from 'vitest';
import { AdminPage } from './AdminPage.tsx';
import { App, serve, testPage } from './testing/page.tsx';

const page = testPage();
afterEach(() => window.history.replaceState(null, '', '/'));

const sessionOf = (level: 'owner' | 'member'): Session => ({
  kind: 'full',
  clinicName: 'Harbour',
  user: {
    userId: publicId('usr', '11111111-2222-4333-8444-555555555555'),
    email: 'a@hospital.example',
    firstName: 'Ada',
    lastName: 'Moss',
    level,
    clinicRole: 'Radiologist',
    canManageStudies: true,
    canCreateReports: true,
    hasDashboardAccess: true,
  },
  studyId: null,
  idleSignOutMinutes: null,
});

async function shownAt(path: string, level: 'owner' | 'member') {
  serve(() => ({ users: [], studies: [], expressCustomers: [], hasMore: false }));
  window.history.replaceState(null, '', path);
  await page.show(
    <App>
      <AdminPage session={sessionOf(level)} />
    </App>,
  );
}
const link = (name: string) => [...document.querySelectorAll('main a')].find((one) => one.textContent === name)?.getAttribute('href');

test.each(['/admin/nope', '/admin/users/nope', '/admin/studies/new/nope'])('%s is no page, and says so', async (path) => {
  await shownAt(path, 'owner');
  expect(page.text()).toContain('There is no page at this address');
  expect(link('Go to the users')).toBe('/admin/users');
  expect(window.location.pathname).toBe(path);
});

test('a member who manages studies is told whose page it is, and led to theirs', async () => {
  await shownAt('/admin/users', 'member');
  expect(page.text()).toContain('Only owners and admins work here');
  expect(link('Go to the studies')).toBe('/admin/studies');
  await shownAt('/admin/nope', 'member');
  expect(page.text()).toContain('There is no page at this address');
  expect(link('Go to the studies')).toBe('/admin/studies');
});

test.each<['owner' | 'member', string]>([
  ['owner', '/admin/users'],
  ['member', '/admin/studies'],
])('administration opens for whoever is %s on %s', async (level, path) => {
  await shownAt('/admin', level);
  expect(window.location.pathname).toBe(path);
});
