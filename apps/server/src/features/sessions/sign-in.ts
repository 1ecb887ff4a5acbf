import { ApiError, publicId, type Session } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { notifySessionsEnded, type UserPrincipal } from '../principal/index.ts';
import { knownTo } from './known-browsers.ts';
import { isPassword } from './password.ts';
import { presentSession } from './presenter.ts';
import { countKnown, countStranger, forgiveKnown, forgiveStranger } from './rate-limit.ts';
import { clinicRules, endSession, endSessionsOfUser, findUser, markLogin, type UserRow, usersByEmail } from './repository.ts';
import { type Caller, startSession } from './start-session.ts';
import { createTicket } from './tickets.ts';

/** A code must follow the password within this time. */
export const SECOND_FACTOR_SECONDS = 300;

/** Setting a second factor up may mean to install an authenticator first. */
export const ENROLMENT_SECONDS = 900;

/** What a right password gives: a session's token, a ticket for the second factor, or one to set it up where the clinic requires it. */
export type SignedIn = { session: string } | { secondFactor: string } | { enrolment: string };

/** Email and password -> a session, or a ticket where the user has a second factor or needs one. Throws `invalid_sign_in` (the same for an unknown email) and `too_many_requests`. */
export async function signIn(
  deps: Deps,
  credentials: { email: string; password: string },
  current: UserPrincipal | null,
  caller: Caller,
): Promise<SignedIn> {
  const email = credentials.email.trim();
  const candidates = await deps.db.asSystem((tx) => usersByEmail(tx, email));
  const user = await userWithPassword(deps, email, candidates, credentials.password, caller);
  if (!user) {
    for (const candidate of candidates) await inClinicOf(deps, candidate, (tx) => note(tx, candidate, 'session.sign_in_failed', caller));
    throw new ApiError('invalid_sign_in');
  }
  const { clinicId, id: userId } = user;
  return inClinicOf(deps, user, async (tx): Promise<SignedIn> => {
    const now = deps.clock.now();
    if (user.totpConfirmedAt !== null) {
      return {
        secondFactor: await createTicket(tx, { clinicId, userId, purpose: 'second_factor', lifetimeSeconds: SECOND_FACTOR_SECONDS, now }),
      };
    }
    const enrolment = await enrolmentTicket(tx, { clinicId, userId }, now);
    if (enrolment !== null) return { enrolment };
    return { session: await completeSignIn(deps, tx, { clinicId, userId }, 'password', current, caller) };
  });
}

/** For a user without a second factor, whose password is known to be right: a ticket to set one up where the clinic requires it, else null. */
export async function enrolmentTicket(tx: Tx, user: { clinicId: string; userId: string }, now: Date): Promise<string | null> {
  const { requiresSecondFactor } = await clinicRules(tx, user.clinicId);
  return requiresSecondFactor ? createTicket(tx, { ...user, purpose: 'enrolment', lifetimeSeconds: ENROLMENT_SECONDS, now }) : null;
}

/** Starts the full session of a user who has shown who they are. @returns the cookie's token. */
export async function completeSignIn(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  user: { clinicId: string; userId: string },
  by: 'password' | 'second_factor' | 'enrolment' | 'recovery_code' | 'single_sign_on',
  current: UserPrincipal | null,
  caller: Caller,
): Promise<string> {
  await markLogin(tx, user.userId, deps.clock.now());
  await note(tx, { clinicId: user.clinicId, id: user.userId }, 'session.signed_in', caller, { by });
  return startSession(deps, tx, { ...user, kind: 'full' }, current, caller);
}

/**
 * Who of those that have this email has this password. Every guess is counted before the password is looked at: of many that arrive at once no more get through than of many in a
 * row. Whom this browser is known to waits for its own failures alone. Throws `too_many_requests`.
 */
async function userWithPassword(
  deps: Deps,
  email: string,
  candidates: UserRow[],
  password: string,
  { address, browser }: Caller,
): Promise<UserRow | null> {
  const ids = candidates.map(({ id }) => id);
  const known = await deps.db.asSystem((tx) => knownTo(tx, browser, ids, deps.clock.now()));
  const isKnown = ({ id }: UserRow) => known.some(({ userId }) => userId === id);
  if (known.length > 0) {
    await countKnown(deps, known);
    const user = await firstWithPassword(candidates.filter(isKnown), password);
    if (user) await forgiveKnown(deps, known);
    if (user || candidates.every(isKnown)) return user;
  }
  await countStranger(deps, email, address);
  const others = candidates.filter((candidate) => !isKnown(candidate));
  const user = await firstWithPassword(others, password);
  if (user) await forgiveStranger(deps, email, address);
  return user;
}

/** An email may be in use in several clinics: the password tells which is meant. */
async function firstWithPassword(candidates: UserRow[], password: string): Promise<UserRow | null> {
  for (const user of candidates) {
    if (await isPassword(user.passwordHash, password)) return user;
  }
  if (candidates.length === 0) await isPassword(null, password);
  return null;
}

function inClinicOf<Value>(deps: Deps, user: UserRow, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return deps.db.inClinic(user.clinicId, work);
}

async function note(
  tx: Tx,
  user: Pick<UserRow, 'id' | 'clinicId'>,
  action: string,
  caller: Caller,
  detail: Record<string, string> = {},
): Promise<void> {
  await recordAudit(tx, {
    clinicId: user.clinicId,
    actor: { kind: 'user', id: user.id },
    action,
    subject: publicId('usr', user.id),
    requestId: caller.requestId,
    detail,
  });
}

/** Who is signed in, for the browser. */
export async function describeSession(deps: Deps, principal: UserPrincipal): Promise<Session> {
  return deps.db.inClinic(principal.clinicId, async (tx) =>
    presentSession(principal, await clinicRules(tx, principal.clinicId), principal.userId ? await findUser(tx, principal.userId) : null),
  );
}

/** Ends this session, or with `everywhere` every session of its user, and the streams that are open for them. @returns how many ended. */
export async function signOut(deps: Deps, principal: UserPrincipal, everywhere: boolean, requestId: string): Promise<number> {
  const { clinicId, sessionId, userId } = principal;
  const now = deps.clock.now();
  return deps.db.inClinic(clinicId, async (tx) => {
    await endSession(tx, sessionId, now);
    const others = everywhere && userId ? await endSessionsOfUser(tx, userId, now) : [];
    await notifySessionsEnded(tx, [sessionId, ...others]);
    await recordAudit(tx, {
      clinicId,
      actor: actorOf(principal),
      action: everywhere ? 'session.signed_out_everywhere' : 'session.signed_out',
      subject: userId ? publicId('usr', userId) : sessionId,
      requestId,
    });
    return others.length + 1;
  });
}
