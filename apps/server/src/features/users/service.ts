import { type Action, type AdminUserListQuery, ApiError, publicId, toPage, type UserPatch } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { Principal } from '../principal/index.ts';
import { endAccess } from '../sessions/index.ts';
import { mustBeChangeable, mustBeRevocable, mustFitTogether } from './policy.ts';
import {
  closeInvitations,
  findKeyMaker,
  findUser,
  selectReaders,
  selectUsers,
  type UserChange,
  type UserDetails,
  type UserRow,
  updateUser,
} from './repository.ts';

/** Who calls, and under which request id it is logged. */
export interface Caller {
  principal: Principal;
  requestId: string;
}

/** Whom a study can be assigned to. */
export async function listReaders(tx: Tx, clinicId: string): Promise<UserRow[]> {
  return selectReaders(tx, clinicId);
}

/** Throws `not_found`, also for another clinic's user and one whom a key of scope `self` did not invite. */
export async function readUser(tx: Tx, caller: Caller, userId: string): Promise<UserDetails> {
  const user = await findUser(tx, caller.principal, userId);
  if (!user) throw new ApiError('not_found');
  return user;
}

/** One page, newest first. */
export async function listUsers(tx: Tx, caller: Caller, query: AdminUserListQuery) {
  return toPage(await selectUsers(tx, caller.principal, query), query.limit);
}

/** Changes what is sent; null clears. Throws `not_found`, and `unprocessable` where the fields do not fit together afterwards. */
export async function patchUser(tx: Tx, caller: Caller, userId: string, patch: UserPatch): Promise<UserDetails> {
  const user = await lockUser(tx, caller, userId);
  await changeUser(tx, caller, user, patch);
  return readUser(tx, caller, userId);
}

/** The same for a user whose row is locked already. */
export async function changeUser(tx: Tx, caller: Caller, user: UserRow, patch: UserPatch): Promise<void> {
  const { principal } = caller;
  mustBeChangeable(principal, user, patch, principal.kind === 'key' ? await findKeyMaker(tx, principal.apiKeyId) : null);
  const change = toChange(patch);
  mustFitTogether({ ...user, ...change });
  if (Object.keys(change).length === 0) return;
  await updateUser(tx, user.id, change);
  await noteUser(tx, caller, 'user.updated', user.id, { fields: Object.keys(patch).join(',') });
}

/** The columns of the fields that were sent; an empty optional text is none. */
export function toChange(fields: UserPatch): UserChange {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent.map(([field, value]) => [field, value === '' ? null : value]));
}

/**
 * From now on the user cannot sign in; what they had open (sessions, streams, links, an invitation) ends with this transaction. Throws `not_found`,
 * `unprocessable` for an owner and for oneself.
 */
export async function revokeAccess(deps: Pick<Deps, 'clock'>, tx: Tx, caller: Caller, userId: string): Promise<Action> {
  const user = await lockUser(tx, caller, userId);
  mustBeRevocable(caller.principal, user);
  if (user.revokedAt) return { success: true, message: 'The access of this user was already revoked.' };
  const now = deps.clock.now();
  await updateUser(tx, user.id, { revokedAt: now });
  await closeInvitations(tx, user.id, now);
  const sessions = await endAccess(tx, user.id, now);
  await noteUser(tx, caller, 'user.access_revoked', user.id, { sessions });
  return { success: true };
}

/** The user may sign in again, as before; what had ended stays ended. */
export async function reactivateUser(tx: Tx, caller: Caller, userId: string): Promise<Action> {
  const user = await lockUser(tx, caller, userId);
  if (!user.revokedAt) return { success: true, message: 'This user has access already.' };
  await updateUser(tx, user.id, { revokedAt: null });
  await noteUser(tx, caller, 'user.reactivated', user.id);
  return { success: true, ...(!user.hasJoined && { message: 'This user never accepted an invitation: invite them again.' }) };
}

async function lockUser(tx: Tx, caller: Caller, userId: string): Promise<UserDetails> {
  const user = await findUser(tx, caller.principal, userId, { lock: true });
  if (!user) throw new ApiError('not_found');
  return user;
}

export async function noteUser(
  tx: Tx,
  caller: Caller,
  action: string,
  userId: string,
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await recordAudit(tx, {
    clinicId: caller.principal.clinicId,
    actor: actorOf(caller.principal),
    action,
    subject: publicId('usr', userId),
    requestId: caller.requestId,
    detail,
  });
}
