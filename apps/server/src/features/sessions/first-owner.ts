import { ApiError, type FirstOwner, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { hashPassword } from './password.ts';
import { findLink, insertOwner, ownersExist, renameClinic, useLink } from './repository.ts';
import { type Caller, startSession } from './start-session.ts';

/** Makes the first owner of an empty installation, by the link that the start printed. Throws `link_not_valid`, `conflict`. @returns the cookie's token. */
export async function createFirstOwner(deps: Deps, form: FirstOwner, current: UserPrincipal | null, caller: Caller): Promise<string> {
  const tokenHash = hashToken(form.token);
  const now = deps.clock.now();
  const waiting = await deps.db.asSystem((tx) => findLink(tx, tokenHash, now));
  if (waiting?.purpose !== 'first_owner') throw new ApiError('link_not_valid');
  // After the link was found good: hashing costs, and nobody is signed in here.
  const passwordHash = await hashPassword(form.password);
  return deps.db.inClinic(waiting.clinicId, async (tx) => {
    const link = await useLink(tx, tokenHash, now);
    if (!link) throw new ApiError('link_not_valid');
    const { clinicId } = link;
    if (await ownersExist(tx, clinicId)) throw new ApiError('conflict', { message: 'This clinic has an owner already. Sign in instead.' });
    await renameClinic(tx, clinicId, form.clinicName.trim());
    const owner = await insertOwner(tx, {
      clinicId,
      email: form.email.trim(),
      firstName: form.firstName.trim(),
      lastName: form.lastName.trim(),
      passwordHash,
    });
    if (!owner) throw new ApiError('conflict', { message: 'A user with this email is already in this clinic. Sign in instead.' });
    await recordAudit(tx, {
      clinicId,
      actor: { kind: 'user', id: owner.id },
      action: 'clinic.first_owner_created',
      subject: publicId('usr', owner.id),
      requestId: caller.requestId,
    });
    return startSession(deps, tx, { clinicId, kind: 'full', userId: owner.id }, current, caller);
  });
}
