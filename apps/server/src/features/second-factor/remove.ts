import { type Action, ApiError, publicId, rawId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { type AuditEntry, recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type SendDeps, tellOfRemoval } from './notices.ts';
import { clinicOf, lockUser, removeSecret, type UserRow } from './repository.ts';

/** An administrator takes a lost second factor from a user. Nothing else ends. Throws `not_found`, `forbidden` for an owner where an admin asks, `unprocessable` for oneself. */
export async function removeLostSecondFactor(
  deps: SendDeps,
  tx: Tx,
  caller: { principal: UserPrincipal & { userId: string }; requestId: string },
  userId: string,
): Promise<Action> {
  const { principal, requestId } = caller;
  const id = rawId('usr', userId);
  const user = id === null ? null : await lockUser(tx, principal.clinicId, id);
  if (!user) throw new ApiError('not_found');
  mustBeRemovable(principal, user);
  return remove(deps, tx, user, { actor: { kind: 'user', id: principal.userId }, requestId });
}

/** The operator of the machine does it for whoever has this email in the clinic: also for its only owner. Throws `not_found`. */
export async function removeSecondFactorOfEmail(deps: SendDeps & Pick<Deps, 'db'>, clinicId: string, email: string): Promise<Action> {
  return deps.db.inClinic(clinicId, async (tx) => {
    const user = await lockUser(tx, clinicId, { email });
    if (!user) throw new ApiError('not_found', { message: 'There is no user with that email in this clinic.' });
    return remove(deps, tx, user, { actor: { kind: 'system', id: 'operator' } });
  });
}

/** An admin helps members and admins, an owner everybody; one's own is turned off with the password, not here. */
function mustBeRemovable(principal: UserPrincipal & { userId: string }, user: UserRow): void {
  if (user.level === 'owner' && principal.level !== 'owner')
    throw new ApiError('forbidden', { message: 'Only an owner may remove the second factor of an owner.' });
  if (user.id === principal.userId) {
    throw new ApiError('unprocessable', {
      message: 'You turn your own second factor off on your Security page.',
      issues: [{ path: 'userId', message: 'this is you' }],
    });
  }
}

async function remove(deps: SendDeps, tx: Tx, user: UserRow, by: Pick<AuditEntry, 'actor' | 'requestId'>): Promise<Action> {
  if (!user.totpConfirmedAt) return { success: true, message: 'This user has no second factor.' };
  await removeSecret(tx, user.id);
  const { clinicId } = user;
  await recordAudit(tx, { clinicId, ...by, action: 'user.second_factor_removed', subject: publicId('usr', user.id) });
  await tellOfRemoval(deps, tx, user, (await clinicOf(tx, clinicId)).name);
  return { success: true };
}
