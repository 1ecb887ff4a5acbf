import { randomBytes } from 'node:crypto';
import { ApiError, publicId, type SignInProblem } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken, newToken } from '../../platform/signing/index.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { type Caller, completeSignIn, countAttempt, placeOf } from '../sessions/index.ts';
import { authorizationUrl, connect, type FlowSecrets, type Identity, identify } from './provider.ts';
import {
  acceptOpenInvitations,
  clinicsForEmail,
  type FlowRow,
  findSettings,
  hasAccepted,
  insertFlow,
  lockUserByEmail,
  type OidcSettings,
  takeFlow,
} from './repository.ts';

/** A sign-in at the provider takes at most this long. */
export const FLOW_SECONDS = 600;
export const CALLBACK_PATH = '/api/session/single-sign-on/callback';

export function redirectUri(deps: Pick<Deps, 'config'>): string {
  return `${deps.config.publicUrl}${CALLBACK_PATH}`;
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * Where to sign in with this email, and the state that the browser has to bring back; null where no clinic has single sign-on for its domain. Whether there is such a user
 * is not told. Throws `unavailable` where the provider does not answer as it should, `too_many_requests`.
 */
export async function startSingleSignOn(deps: Deps, givenEmail: string, caller: Caller): Promise<{ url: string; state: string } | null> {
  await countAttempt(deps, [{ subject: `single-sign-on\n${await placeOf(deps, caller)}`, most: 60 }]);
  const email = givenEmail.trim().toLowerCase();
  const [clinic] = await deps.db.asSystem((tx) => clinicsForEmail(tx, email, domainOf(email)));
  if (!clinic) return null;
  const secrets: FlowSecrets = { state: newToken(), nonce: newToken(), verifier: randomBytes(48).toString('base64url') };
  const url = await withProvider(deps, clinic.oidc, (config) => authorizationUrl(config, redirectUri(deps), secrets, email));
  const now = deps.clock.now();
  await deps.db.inClinic(clinic.id, (tx) => {
    const { state, nonce, verifier } = secrets;
    const expiresAt = new Date(now.getTime() + FLOW_SECONDS * 1000);
    const verifierSealed = deps.signer.seal('single-sign-on', verifier);
    return insertFlow(tx, { clinicId: clinic.id, stateHash: hashToken(state), nonce, verifierSealed, expiresAt }, now);
  });
  return { url, state: secrets.state };
}

/** Throws `unavailable`: the cause is in the log. */
export async function withProvider<Value>(
  deps: Deps,
  settings: OidcSettings,
  work: (config: Awaited<ReturnType<typeof connect>>) => Promise<Value> | Value,
): Promise<Value> {
  try {
    return await work(await connect(deps, settings));
  } catch (cause) {
    const message =
      'The single sign-on provider of your clinic does not answer as it should. Try again later, or sign in with your password.';
    throw new ApiError('unavailable', { message, cause });
  }
}

/** How a sign-in at the provider ended. */
export type Outcome = { session: string } | { problem: SignInProblem };

/**
 * The browser comes back from the provider. `search` is the query that the provider sent it with; `state` what this browser started with. Signs in the active user of the
 * clinic whose email the provider has verified; makes no users.
 */
export async function finishSingleSignOn(
  deps: Deps,
  search: string,
  state: string | undefined,
  current: UserPrincipal | null,
  caller: Caller,
): Promise<Outcome> {
  const now = deps.clock.now();
  const flow = state ? await deps.db.asSystem((tx) => takeFlow(tx, hashToken(state), now)) : null;
  const settings = flow && (await deps.db.inClinic(flow.clinicId, (tx) => findSettings(tx, flow.clinicId)));
  if (!flow || !state || !settings) return { problem: 'sso_failed' };
  const identity = await identityOf(deps, settings, flow, state, search);
  return deps.db.inClinic(flow.clinicId, async (tx): Promise<Outcome> => {
    if (!identity) {
      await noteRefused(tx, flow.clinicId, 'provider', caller);
      return { problem: 'sso_failed' };
    }
    const userId = await userOf(tx, flow.clinicId, settings, identity, now, caller);
    if (!userId) {
      await noteRefused(tx, flow.clinicId, identity.isEmailVerified ? 'no such user' : 'email not verified', caller);
      return { problem: 'sso_no_user' };
    }
    const user = { clinicId: flow.clinicId, userId };
    return { session: await completeSignIn(deps, tx, user, 'single_sign_on', current, caller) };
  });
}

async function identityOf(deps: Deps, settings: OidcSettings, flow: FlowRow, state: string, search: string): Promise<Identity | null> {
  const verifier = deps.signer.unseal('single-sign-on', flow.verifierSealed);
  const callback = new URL(`${redirectUri(deps)}${search}`);
  try {
    return await identify(await connect(deps, settings), callback, { state, nonce: flow.nonce, verifier });
  } catch (error) {
    // Without the error itself: a library's words may quote the token.
    const { name, code } = error as { name?: string; code?: string };
    deps.log.warn({ clinicId: flow.clinicId, error: name, code }, 'a single sign-on failed');
    return null;
  }
}

/** The user of the clinic who has this email, verified and of a domain of the clinic, and who was invited and did not say no. */
async function userOf(
  tx: Tx,
  clinicId: string,
  settings: OidcSettings,
  identity: Identity,
  now: Date,
  caller: Caller,
): Promise<string | null> {
  const { email, isEmailVerified } = identity;
  if (!email || !isEmailVerified || !settings.emailDomains.includes(domainOf(email))) return null;
  const user = await lockUserByEmail(tx, clinicId, email);
  if (!user) return null;
  for (const id of await acceptOpenInvitations(tx, user.id, now)) {
    await recordAudit(tx, {
      clinicId,
      actor: { kind: 'user', id: user.id },
      action: 'invitation.accepted',
      subject: publicId('inv', id),
      requestId: caller.requestId,
      detail: { by: 'single_sign_on' },
    });
  }
  return user.hasPassword || (await hasAccepted(tx, user.id)) ? user.id : null;
}

async function noteRefused(tx: Tx, clinicId: string, reason: string, caller: Caller): Promise<void> {
  await recordAudit(tx, {
    clinicId,
    actor: systemActor('single sign-on'),
    action: 'session.single_sign_on_refused',
    subject: clinicId,
    requestId: caller.requestId,
    detail: { reason },
  });
}

/** For the audit of a change of the settings. */
export async function noteSettings(tx: Tx, owner: { clinicId: string; userId: string }, action: string, requestId: string): Promise<void> {
  await recordAudit(tx, {
    clinicId: owner.clinicId,
    actor: { kind: 'user', id: owner.userId },
    action,
    subject: publicId('usr', owner.userId),
    requestId,
  });
}
