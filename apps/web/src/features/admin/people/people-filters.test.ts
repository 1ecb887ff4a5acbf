import { InvitationListQuerySchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { INVITATION_FILTERS, invitationQueryOf, USER_FILTERS, userQueryOf } from './people-filters.ts';

const EVERYBODY = USER_FILTERS.parse({});
const EVERY_INVITATION = INVITATION_FILTERS.parse({});

test('what is empty is no filter', () => {
  expect(userQueryOf(EVERYBODY, '')).toEqual({});
  expect(userQueryOf({ ...EVERYBODY, level: 'admin', canCreateReports: 'false' }, 'rea')).toEqual({
    level: 'admin',
    canCreateReports: 'false',
    words: 'rea',
  });
  expect(invitationQueryOf(EVERY_INVITATION)).toEqual({});
});

test.each([
  ['waiting', { status: 'sent', expired: 'not-expired' }],
  ['expired', { status: 'sent', expired: 'expired' }],
  ['rejected', { status: 'rejected' }],
] as const)('%s invitations', (outcome, query) => {
  expect(invitationQueryOf({ ...EVERY_INVITATION, outcome })).toEqual(query);
});

test('days are whole days where the reader is', () => {
  const query = invitationQueryOf({ outcome: '', fromDay: '2024-03-15', toDay: '2024-03-15' });
  expect(InvitationListQuerySchema.safeParse(query).success).toBe(true);
  expect(new Date(query.endDate ?? '').getTime() - new Date(query.startDate ?? '').getTime()).toBe(86_399_999);
});
