import { ApiError, type InvitationToAccept, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type Caller, enrolmentTicket, hashPassword, type SignedIn, startSession } from '../sessions/index.ts';
import { endWithoutJoining } from './end-without-joining.ts';
import { findByToken, type InvitationRow, joinUser, lockInvitee, settleInvitation } from './repository.ts';

/** What the invited see: who asks them to what. Throws `link_not_valid` for an unknown, answered, revoked or expired invitation. */
export async function readInvitationToAccept(deps: Pick<Deps, 'db' | 'clock'>, token: string): Promise<InvitationToAccept> {
  const { invitation, user, clinicName, inviter } = await findOpen(deps, token);
  return {
    clinicName,
    inviterName: inviter && `${inviter.firstName} ${inviter.lastName}`,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    expiry: invitation.expiresAt?.toISOString() ?? null,
  };
}

/** Sets the password and signs in, or as far as setting up the second factor that the clinic requires. Throws `link_not_valid`, also where the invitation was revoked at the same moment. */
export async function acceptInvitation(
  deps: Deps,
  answer: { token: string; password: string },
  current: UserPrincipal | null,
  caller: Caller,
): Promise<SignedIn> {
  const { invitation } = await findOpen(deps, answer.token);
  // After the link was found good: hashing costs, and nobody is signed in here.
  const passwordHash = await hashPassword(answer.password);
  const now = deps.clock.now();
  const { clinicId, userId } = invitation;
  return deps.db.inClinic(clinicId, async (tx): Promise<SignedIn> => {
    await settle(tx, invitation, answer.token, 'accepted', now);
    await joinUser(tx, userId, { passwordHash, lastLoginAt: now });
    await note(tx, invitation, 'invitation.accepted', caller);
    const enrolment = await enrolmentTicket(tx, { clinicId, userId }, now);
    if (enrolment !== null) return { enrolment };
    return { session: await startSession(deps, tx, { clinicId, kind: 'full', userId }, current, caller) };
  });
}

/** Throws `link_not_valid`. */
export async function rejectInvitation(deps: Pick<Deps, 'db' | 'clock'>, token: string, caller: Caller): Promise<void> {
  const { invitation } = await findOpen(deps, token);
  await deps.db.inClinic(invitation.clinicId, async (tx) => {
    await settle(tx, invitation, token, 'rejected', deps.clock.now());
    await endWithoutJoining(tx, invitation.userId, deps.clock.now());
    await note(tx, invitation, 'invitation.rejected', caller);
  });
}

async function findOpen(deps: Pick<Deps, 'db' | 'clock'>, token: string) {
  const found = await deps.db.asSystem((tx) => findByToken(tx, hashToken(token), deps.clock.now()));
  if (!found || found.user.revokedAt) throw new ApiError('link_not_valid');
  return found;
}

/** Looked at again under the user's lock: in the meantime it may have been answered, revoked or sent with another token. */
async function settle(tx: Tx, invitation: InvitationRow, token: string, status: 'accepted' | 'rejected', now: Date): Promise<void> {
  const user = await lockInvitee(tx, invitation.userId);
  const isGood = user && !user.revokedAt && (await findByToken(tx, hashToken(token), now)) !== null;
  if (!isGood || !(await settleInvitation(tx, invitation.id, status, now))) throw new ApiError('link_not_valid');
}

async function note(tx: Tx, invitation: InvitationRow, action: string, caller: Caller): Promise<void> {
  await recordAudit(tx, {
    clinicId: invitation.clinicId,
    actor: { kind: 'user', id: invitation.userId },
    action,
    subject: publicId('inv', invitation.id),
    requestId: caller.requestId,
  });
}
