import { USER_EXAMPLES } from '@readroom/contract';
import { expect, test } from 'vitest';
import { needsInvitation, standingsOf } from './standing.ts';

const user = { ...USER_EXAMPLES.user, access: 'active', invitation: null, hasSecondFactor: false } as const;

test.each([
  ['active', null, [], false],
  ['revoked', null, ['No access'], false],
  ['invited', 'open', ['Invited'], false],
  ['invited', 'expired', ['Invitation expired'], true],
  ['invited', 'rejected', ['Invitation rejected'], true],
  ['invited', 'revoked', ['Invitation revoked'], true],
  ['revoked', 'revoked', ['No access', 'Invitation revoked'], true],
] as const)('%s with the invitation %s', (access, invitation, labels, needs) => {
  const person = { ...user, access, invitation };
  expect(standingsOf(person).map(({ label }) => label)).toEqual(labels);
  expect(needsInvitation(person)).toBe(needs);
});
