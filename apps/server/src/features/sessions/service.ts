import { ApiError, type FirstOwner, type OpenedLink, publicId, type Session } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken, newToken } from '../../platform/signing/index.ts';
import { recordAudit } from '../audit/index.ts';
import { SESSION_IDLE_HOURS, type UserPrincipal } from '../principal/index.ts';
import { hashPassword, isPassword } from './password.ts';
import { presentSession } from './presenter.ts';
import { checkSignInRate, noteFailedSignIn, noteSignIn } from './rate-limit.ts';
import {
  clinicName,
  endSession,
  endSessionsOfUser,
  findLink,
  findUser,
  insertOwner,
  insertSession,
  type LinkRow,
  markLogin,
  ownersExist,
  renameClinic,
  type SessionKind,
  type UserRow,
  useLink,
  usersByEmail,
} from './repository.ts';

const HOUR_MS = 3_600_000;

export interface Caller {
  address: string;
  userAgent: string | null;
  requestId: string;
}

/** Email and password -> the cookie's token. Throws `invalid_sign_in` (the same for an unknown email) and `too_many_requests`. */
export async function signIn(deps: Deps, email: string, password: string, caller: Caller): Promise<string> {
  await checkSignInRate(deps, email, caller.address);
  const candidates = await deps.db.asSystem((tx) => usersByEmail(tx, email.trim()));
  const user = await firstWithPassword(candidates, password);
  if (!user) {
    await noteFailedSignIn(deps, email, caller.address);
    throw new ApiError('invalid_sign_in');
  }
  await noteSignIn(deps, email, caller.address);
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const token = await startSession(deps, tx, { clinicId: user.clinicId, kind: 'full', userId: user.id }, caller);
    await markLogin(tx, user.id, deps.clock.now());
    await recordAudit(tx, {
      clinicId: user.clinicId,
      actor: { kind: 'user', id: user.id },
      action: 'session.signed_in',
      subject: publicId('usr', user.id),
      requestId: caller.requestId,
    });
    return token;
  });
}

async function firstWithPassword(candidates: UserRow[], password: string): Promise<UserRow | null> {
  for (const user of candidates) {
    if (await isPassword(user.passwordHash, password)) return user;
  }
  if (candidates.length === 0) await isPassword(null, password);
  return null;
}

async function startSession(
  deps: Deps,
  tx: Tx,
  session: { clinicId: string; kind: SessionKind; userId: string | null; studyId?: string | null; createdByApiKeyId?: string | null },
  caller: Caller,
): Promise<string> {
  const token = newToken();
  await insertSession(tx, {
    clinicId: session.clinicId,
    tokenHash: hashToken(token),
    kind: session.kind,
    userId: session.userId,
    studyId: session.studyId ?? null,
    createdByApiKeyId: session.createdByApiKeyId ?? null,
    userAgent: caller.userAgent?.slice(0, 300) ?? null,
    expiresAt: new Date(deps.clock.now().getTime() + SESSION_IDLE_HOURS * HOUR_MS),
  });
  return token;
}

/**
 * Uses up a link. `token` is the new cookie, or null where the cookie that is there already reaches at least as far (the same user, fully signed in).
 * Throws `link_not_valid` for an unknown, used or expired link and for one whose user was revoked.
 */
export async function openLink(
  deps: Deps,
  linkToken: string,
  current: UserPrincipal | null,
  caller: Caller,
): Promise<{ token: string | null; opened: OpenedLink }> {
  const tokenHash = hashToken(linkToken);
  const now = deps.clock.now();
  const waiting = await deps.db.asSystem((tx) => findLink(tx, tokenHash, now));
  if (!waiting) throw new ApiError('link_not_valid');
  if (waiting.purpose === 'first_owner') return { token: null, opened: { purpose: 'first_owner', goTo: '/first-owner' } };
  return deps.db.inClinic(waiting.clinicId, async (tx) => {
    const link = await useLink(tx, tokenHash, now);
    if (!link) throw new ApiError('link_not_valid');
    const user = link.userId ? await findUser(tx, link.userId) : null;
    if (link.userId && (!user || user.revokedAt)) throw new ApiError('link_not_valid');
    const goTo = link.studyId ? `/study/${publicId('stu', link.studyId)}` : '/';
    const opened: OpenedLink = { purpose: link.purpose, goTo };
    await recordAudit(tx, {
      clinicId: link.clinicId,
      actor: user ? { kind: 'user', id: user.id } : { kind: 'link', id: link.id },
      action: 'session.link_opened',
      subject: user ? publicId('usr', user.id) : link.id,
      studyId: link.studyId,
      requestId: caller.requestId,
      detail: { purpose: link.purpose },
    });
    if (alreadyReaches(current, link)) return { token: null, opened };
    if (user) await markLogin(tx, user.id, now);
    const kind = link.purpose === 'reroute' ? 'reroute' : link.purpose === 'viewer' ? 'viewer' : 'full';
    const token = await startSession(
      deps,
      tx,
      { clinicId: link.clinicId, kind, userId: link.userId, studyId: link.studyId, createdByApiKeyId: link.createdByApiKeyId },
      caller,
    );
    return { token, opened };
  });
}

/** A radiologist who is signed in and follows a reroute URL of their own keeps the full session. A viewer-only link never leaves a fuller session in place. */
function alreadyReaches(current: UserPrincipal | null, link: LinkRow): boolean {
  return current?.session === 'full' && link.purpose !== 'viewer' && current.userId === link.userId && current.clinicId === link.clinicId;
}

/** Makes the first owner of an empty installation, by the link that the start printed. Throws `link_not_valid`, `conflict`. */
export async function createFirstOwner(deps: Deps, form: FirstOwner, caller: Caller): Promise<string> {
  const tokenHash = hashToken(form.token);
  const now = deps.clock.now();
  const passwordHash = await hashPassword(form.password);
  const waiting = await deps.db.asSystem((tx) => findLink(tx, tokenHash, now));
  if (waiting?.purpose !== 'first_owner') throw new ApiError('link_not_valid');
  return deps.db.asSystem(async (tx) => {
    const link = await useLink(tx, tokenHash, now);
    if (!link) throw new ApiError('link_not_valid');
    if (await ownersExist(tx, link.clinicId))
      throw new ApiError('conflict', { message: 'This clinic has an owner already. Sign in instead.' });
    await renameClinic(tx, link.clinicId, form.clinicName.trim());
    const owner = await insertOwner(tx, {
      clinicId: link.clinicId,
      email: form.email.trim(),
      firstName: form.firstName.trim(),
      lastName: form.lastName.trim(),
      passwordHash,
    });
    await recordAudit(tx, {
      clinicId: link.clinicId,
      actor: { kind: 'user', id: owner.id },
      action: 'clinic.first_owner_created',
      subject: publicId('usr', owner.id),
      requestId: caller.requestId,
    });
    return startSession(deps, tx, { clinicId: link.clinicId, kind: 'full', userId: owner.id }, caller);
  });
}

export async function describeSession(deps: Deps, principal: UserPrincipal): Promise<Session> {
  return deps.db.inClinic(principal.clinicId, async (tx) =>
    presentSession(principal, await clinicName(tx, principal.clinicId), principal.userId ? await findUser(tx, principal.userId) : null),
  );
}

/** Ends this session, or with `everywhere` every session of its user. @returns how many ended. */
export async function signOut(deps: Deps, principal: UserPrincipal, everywhere: boolean, requestId: string): Promise<number> {
  const now = deps.clock.now();
  return deps.db.inClinic(principal.clinicId, async (tx) => {
    const userId = everywhere ? principal.userId : null;
    const ended = userId ? await endSessionsOfUser(tx, userId, now) : 1;
    await endSession(tx, principal.sessionId, now);
    await recordAudit(tx, {
      clinicId: principal.clinicId,
      actor: principal.userId ? { kind: 'user', id: principal.userId } : { kind: 'link', id: principal.sessionId },
      action: everywhere ? 'session.signed_out_everywhere' : 'session.signed_out',
      subject: principal.userId ? publicId('usr', principal.userId) : principal.sessionId,
      requestId,
    });
    return ended;
  });
}
