import { UserInviteSchema, UserPatchSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { inviteOf, NOBODY, patchOf } from './person.ts';

const rea = { ...NOBODY, email: 'rea@clinic.example', firstName: 'Rea', lastName: 'Der', phoneNumber: '15555550123' };

test('an invitation leaves out what is empty', () => {
  const body = inviteOf({ ...rea, firstName: ' Rea ' });
  expect(UserInviteSchema.safeParse(body).success).toBe(true);
  expect(body).toMatchObject({ firstName: 'Rea', phoneNumber: '15555550123' });
  expect(body).not.toHaveProperty('npiNumber');
});

test('a name or an email that is missing is found by what was expected', () => {
  const { error } = UserInviteSchema.safeParse(inviteOf(NOBODY));
  const found = Object.fromEntries(error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []);
  expect(found).toEqual({ email: 'expected an email address', firstName: 'expected a name', lastName: 'expected a name' });
});

test('an admin works in the dashboard', () => {
  expect(inviteOf({ ...rea, level: 'admin' })).toMatchObject({ hasDashboardAccess: true });
});

test('a change holds what differs, null for what was emptied, and never the email', () => {
  const body = patchOf(rea, { ...rea, email: 'other@clinic.example', lastName: 'Reader', phoneNumber: ' ' });
  expect(body).toEqual({ lastName: 'Reader', phoneNumber: null });
  expect(UserPatchSchema.safeParse(body).success).toBe(true);
});

test('a name cannot be emptied', () => {
  expect(UserPatchSchema.safeParse(patchOf(rea, { ...rea, lastName: ' ' })).error?.issues[0]?.path).toEqual(['lastName']);
});
