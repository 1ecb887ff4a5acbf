import { randomUUID } from 'node:crypto';
import { ApiError, publicId, type UserInvite, UserInviteSchema } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken, newToken } from '../../platform/signing/index.ts';
import { findNameableUser } from '../access/index.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import { queueMail } from '../mail/index.ts';
import type { Principal } from '../principal/index.ts';
import {
  type Caller,
  closeInvitations,
  insertUser,
  lockByEmail,
  mustFitTogether,
  noteUser,
  toChange,
  type UserRow,
  updateUser,
} from '../users/index.ts';
import { invitationLetter } from './letter.ts';
import { findInvitation, findSender, hasOpenInvitation, type InvitationDetails, insertInvitation } from './repository.ts';

const INVITATION_DAYS = 30;

/** What sending an invitation takes from outside. */
export type SendDeps = Pick<Deps, 'config' | 'clock' | 'signer' | 'queue'>;

/** An invitation on its way; `link` accepts it. */
export interface Sent extends InvitationDetails {
  link: string;
}

/**
 * Makes a user who can sign in once the invitation is accepted. Somebody within reach whose earlier invitation was rejected, revoked or has expired is invited again,
 * under the same id. Throws `conflict` for an email that is in the clinic or has an open invitation, `unprocessable` where the fields do not fit together.
 */
export async function inviteUser(deps: SendDeps, tx: Tx, caller: Caller, invite: UserInvite): Promise<Sent> {
  mustFitTogether(invite);
  const { email, ...fields } = invite;
  const { principal } = caller;
  const invited = {
    ...(toChange(fields) as Omit<UserInvite, 'email'>),
    invitedSource: principal.kind === 'key' ? ('api' as const) : ('dashboard' as const),
    invitedByApiKeyId: principal.kind === 'key' ? principal.apiKeyId : null,
  };
  const user =
    (await insertUser(tx, { id: randomUUID(), clinicId: principal.clinicId, email, ...invited })) ??
    (await inviteAgain(deps, tx, principal, email, invited));
  await noteUser(tx, caller, 'user.invited', user.id, { level: invite.level, canCreateReports: invite.canCreateReports });
  return sendInvitation(deps, tx, caller, user);
}

/** The operator of the machine invites. Throws `malformed_request` naming the fields, and as `inviteUser` does. @returns the public id of the user, and the link. */
export async function inviteByOperator(
  deps: SendDeps & Pick<Deps, 'db'>,
  clinicId: string,
  invite: UserInvite,
): Promise<{ userId: string; link: string; expiresAt: Date }> {
  const parsed = UserInviteSchema.safeParse(invite);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    throw new ApiError('malformed_request', { issues });
  }
  mustFitTogether(parsed.data);
  const { email, ...fields } = parsed.data;
  return deps.db.inClinic(clinicId, async (tx) => {
    const invited = { ...(toChange(fields) as Omit<UserInvite, 'email'>), invitedSource: 'dashboard' as const, invitedByApiKeyId: null };
    const user =
      (await insertUser(tx, { id: randomUUID(), clinicId, email, ...invited })) ??
      (await inviteAgain(deps, tx, { clinicId }, email, invited));
    const userId = publicId('usr', user.id);
    const { level, canCreateReports } = invite;
    await recordAudit(tx, {
      clinicId,
      actor: systemActor('operator'),
      action: 'user.invited',
      subject: userId,
      detail: { level, canCreateReports },
    });
    const { token, tokenHash, expiresAt } = newInvitationToken(deps.clock.now());
    const nobody = { inviterId: null, invitedByApiKeyId: null };
    await insertInvitation(tx, {
      id: randomUUID(),
      clinicId,
      userId: user.id,
      tokenHash,
      expiresAt,
      invitedSource: 'dashboard',
      ...nobody,
    });
    return { userId, link: await mailInvitation(deps, tx, user, { inviterId: null, token, expiresAt }), expiresAt };
  });
}

async function inviteAgain(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  inviter: Principal | { clinicId: string },
  email: string,
  fields: Parameters<typeof updateUser>[2],
): Promise<UserRow> {
  const known = await lockByEmail(tx, inviter.clinicId, email);
  const isReached = known && (!('kind' in inviter) || (await findNameableUser(tx, inviter, publicId('usr', known.id))));
  if (!isReached || known.hasJoined || (await hasOpenInvitation(tx, known.id, deps.clock.now()))) {
    throw new ApiError('conflict', {
      message: 'A user with this email is already in this clinic.',
      issues: [{ path: 'email', message: 'already used by a user of this clinic' }],
    });
  }
  // What the earlier invitation had beyond this one is not left over.
  const nothing = { middleName: null, suffix1: null, suffix2: null, npiNumber: null, phoneNumber: null };
  // The database holds one open invitation a user: an expired one makes room.
  await closeInvitations(tx, known.id, deps.clock.now());
  await updateUser(tx, known.id, { ...nothing, ...fields, revokedAt: null });
  return known;
}

async function sendInvitation(deps: SendDeps, tx: Tx, caller: Caller, user: UserRow): Promise<Sent> {
  const { principal } = caller;
  const id = randomUUID();
  const { token, tokenHash, expiresAt } = newInvitationToken(deps.clock.now());
  const inviterId = principal.kind === 'user' ? principal.userId : null;
  await insertInvitation(tx, {
    id,
    clinicId: user.clinicId,
    userId: user.id,
    tokenHash,
    expiresAt,
    invitedSource: principal.kind === 'key' ? 'api' : 'dashboard',
    inviterId,
    invitedByApiKeyId: principal.kind === 'key' ? principal.apiKeyId : null,
  });
  const link = await mailInvitation(deps, tx, user, { inviterId, token, expiresAt });
  const details = await findInvitation(tx, principal, publicId('inv', id));
  if (!details) throw new Error('the invitation that was just made is not there');
  return { ...details, link };
}

/** A link into the accept page, for 30 days. */
export function newInvitationToken(now: Date) {
  const token = newToken();
  return { token, tokenHash: hashToken(token), expiresAt: new Date(now.getTime() + INVITATION_DAYS * 86_400_000) };
}

/** Puts the mail with the link into the outbox. The token is in the fragment: a browser never sends that to a server, a proxy or a log. @returns the link. */
export async function mailInvitation(
  deps: SendDeps,
  tx: Tx,
  user: Pick<UserRow, 'id' | 'clinicId' | 'email' | 'firstName'>,
  invitation: { inviterId: string | null; token: string; expiresAt: Date },
): Promise<string> {
  const link = `${deps.config.publicUrl}/invitation#${invitation.token}`;
  const sender = await findSender(tx, user.clinicId, invitation.inviterId);
  const message = invitationLetter({ to: user.email, firstName: user.firstName, ...sender, link, expiresAt: invitation.expiresAt });
  await queueMail(deps, tx, { clinicId: user.clinicId, kind: 'invitation', userId: user.id, message });
  return link;
}
