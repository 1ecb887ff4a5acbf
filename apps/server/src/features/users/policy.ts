import { ApiError, type UserPatch } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import { type Principal, requireFullSession, type UserPrincipal } from '../principal/index.ts';
import type { UserRow } from './repository.ts';

/** The rules of users, each as a sentence; each throws the error that tells the caller which one it met. */

/** Users are administered by the clinic's owners and admins, signed in themselves. */
export function requireAdministrator(request: FastifyRequest): UserPrincipal & { userId: string } {
  const principal = requireFullSession(request);
  if (principal.level === 'member') throw new ApiError('forbidden', { message: 'Only owners and admins of the clinic may do that.' });
  return principal;
}

/** Reports are signed under a National Provider Identifier; an owner or admin works in the dashboard. */
export function mustFitTogether(
  user: Pick<UserRow, 'level' | 'canCreateReports' | 'hasDashboardAccess'> & { npiNumber?: string | null | undefined },
): void {
  if (user.canCreateReports && !user.npiNumber)
    throw refused('canCreateReports needs an npiNumber.', 'npiNumber', 'needed to create reports');
  if (user.level !== 'member' && !user.hasDashboardAccess) {
    throw refused('An admin needs hasDashboardAccess.', 'hasDashboardAccess', `expected true for the level ${user.level}`);
  }
}

/** An owner is changed by an owner only, and stays one; nobody changes their own level. A key may do what whoever made it may: `keyMaker` is their level, null for the operator. */
export function mustBeChangeable(principal: Principal, user: UserRow, patch: UserPatch, keyMaker: UserRow['level'] | null): void {
  if (user.level === 'owner' && principal.kind === 'user' && principal.level !== 'owner')
    throw new ApiError('forbidden', { message: 'Only an owner may change an owner.' });
  if (user.level === 'owner' && principal.kind === 'key' && keyMaker !== null && keyMaker !== 'owner')
    throw refused('Only an owner may change an owner, or a key that an owner made.', 'userId', 'this user is an owner');
  if (patch.level === undefined || patch.level === user.level) return;
  if (user.level === 'owner') throw refused('The level of an owner is not changed here.', 'level', 'this user is an owner');
  if (principal.kind === 'user' && principal.userId === user.id)
    throw refused('You cannot change your own level.', 'level', 'ask another owner or admin');
}

/** A clinic does not lose its owner, and nobody locks themselves out. */
export function mustBeRevocable(principal: Principal, user: UserRow): void {
  if (user.level === 'owner') throw refused('The access of an owner cannot be revoked.', 'userId', 'this user is an owner');
  if (principal.kind === 'user' && principal.userId === user.id)
    throw refused('You cannot revoke your own access.', 'userId', 'ask another owner or admin');
}

function refused(message: string, path: string, issue: string): ApiError {
  return new ApiError('unprocessable', { message, issues: [{ path, message: issue }] });
}
