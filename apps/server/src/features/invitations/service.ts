import {
  type Action,
  ApiError,
  type InvitationListQuery,
  type InvitationSelector,
  publicId,
  toPage,
  type UserPatch,
} from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { type Caller, changeUser } from '../users/index.ts';
import { endWithoutJoining } from './end-without-joining.ts';
import { mailInvitation, newInvitationToken, type SendDeps } from './invite.ts';
import { mustBeOpen, mustBeSent } from './policy.ts';
import {
  findInvitation,
  type InvitationDetails,
  lockInvitation,
  renewInvitation,
  selectInvitations,
  settleInvitation,
  touchInvitation,
} from './repository.ts';

/** Throws `not_found`, also for another clinic's invitation and one that a key of scope `self` did not make. */
export async function readInvitation(tx: Tx, caller: Caller, invitationId: string): Promise<InvitationDetails> {
  const details = await findInvitation(tx, caller.principal, invitationId);
  if (!details) throw new ApiError('not_found');
  return details;
}

/** One page, newest first. */
export async function listInvitations(deps: Pick<Deps, 'clock'>, tx: Tx, caller: Caller, query: InvitationListQuery) {
  const rows = await selectInvitations(tx, caller.principal, query, deps.clock.now());
  return toPage(
    rows.map((details) => ({ seq: details.invitation.seq, details })),
    query.limit,
  );
}

/** Changes the invited user while the invitation is open; without a field nothing. Throws `not_found`, `unprocessable` afterwards, or where the fields do not fit together. */
export async function patchInvitation(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  caller: Caller,
  invitationId: string,
  patch: UserPatch,
): Promise<InvitationDetails> {
  const { invitation, user } = await locked(tx, caller, { invitationId });
  mustBeOpen(invitation, deps.clock.now());
  await changeUser(tx, caller, user, patch);
  if (Object.values(patch).every((value) => value === undefined)) return readInvitation(tx, caller, invitationId);
  await touchInvitation(tx, invitation.id);
  await noteInvitation(tx, caller, 'invitation.updated', invitation.id);
  return readInvitation(tx, caller, invitationId);
}

/** The link stops working, and so does what else let somebody in who never accepted: sessions and links of theirs. Throws `not_found`, `unprocessable` where it was answered already. Revoked already: says so. */
export async function revokeInvitation(deps: Pick<Deps, 'clock'>, tx: Tx, caller: Caller, selector: InvitationSelector): Promise<Action> {
  const { invitation } = await locked(tx, caller, selector);
  if (invitation.status === 'revoked') return { success: true, message: 'The invitation was already revoked.' };
  mustBeSent(invitation);
  await settleInvitation(tx, invitation.id, 'revoked', deps.clock.now());
  await endWithoutJoining(tx, invitation.userId, deps.clock.now());
  await noteInvitation(tx, caller, 'invitation.revoked', invitation.id);
  return { success: true };
}

/** Sends an unanswered invitation again with a new link for another 30 days; the old link dies. Throws `not_found`, `unprocessable`. @returns the new link. */
export async function resendInvitation(deps: SendDeps, tx: Tx, caller: Caller, invitationId: string): Promise<string> {
  const { invitation, user } = await locked(tx, caller, { invitationId });
  mustBeSent(invitation);
  const { token, tokenHash, expiresAt } = newInvitationToken(deps.clock.now());
  await renewInvitation(tx, invitation.id, { tokenHash, expiresAt });
  await noteInvitation(tx, caller, 'invitation.sent_again', invitation.id);
  return mailInvitation(deps, tx, user, { inviterId: invitation.inviterId, token, expiresAt });
}

async function locked(tx: Tx, caller: Caller, selector: InvitationSelector): Promise<InvitationDetails> {
  const details = await lockInvitation(tx, caller.principal, selector);
  if (!details) throw new ApiError('not_found');
  return details;
}

async function noteInvitation(tx: Tx, caller: Caller, action: string, invitationId: string): Promise<void> {
  await recordAudit(tx, {
    clinicId: caller.principal.clinicId,
    actor: actorOf(caller.principal),
    action,
    subject: publicId('inv', invitationId),
    requestId: caller.requestId,
  });
}
