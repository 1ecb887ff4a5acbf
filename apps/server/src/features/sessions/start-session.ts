import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { hashToken, newToken } from '../../platform/signing/index.ts';
import { notifySessionsEnded, SESSION_IDLE_HOURS, type UserPrincipal } from '../principal/index.ts';
import { type BrowserToken, rememberBrowser } from './known-browsers.ts';
import { clinicRules, endSession, insertSession, type NewSession } from './repository.ts';

/** Where a request that signs in or out comes from. */
export interface Caller {
  address: string;
  userAgent: string | null;
  browser: BrowserToken;
  requestId: string;
}

export type SessionStart = Pick<NewSession, 'clinicId' | 'kind' | 'userId'> & Partial<Pick<NewSession, 'studyId' | 'createdByApiKeyId'>>;

/** Starts a session in place of the one that the browser held, which ends: its cookie is overwritten. @returns the new cookie's token; only its hash is kept. */
export async function startSession(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  session: SessionStart,
  current: UserPrincipal | null,
  caller: Caller,
): Promise<string> {
  const now = deps.clock.now();
  const token = newToken();
  await insertSession(tx, {
    studyId: null,
    createdByApiKeyId: null,
    ...session,
    tokenHash: hashToken(token),
    userAgent: caller.userAgent?.slice(0, 300) ?? null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: session.kind === 'full' ? await signInEnd(tx, session.clinicId, now) : linkEnd(now),
  });
  const { clinicId, userId } = session;
  // Only who has signed in: a link that somebody else's program made says nothing of who opens it.
  if (session.kind === 'full' && userId !== null) await rememberBrowser(tx, { clinicId, userId }, caller.browser, now);
  // One of another clinic is out of this transaction's reach; it ends by itself.
  if (current?.clinicId === clinicId) {
    await endSession(tx, current.sessionId, now);
    await notifySessionsEnded(tx, [current.sessionId]);
  }
  return token;
}

async function signInEnd(tx: Tx, clinicId: string, now: Date): Promise<Date> {
  const { idleSignOutMinutes } = await clinicRules(tx, clinicId);
  return new Date(now.getTime() + idleSignOutMinutes * 60_000);
}

/** A session that lives by links. */
export function linkEnd(now: Date): Date {
  return new Date(now.getTime() + SESSION_IDLE_HOURS * 3_600_000);
}
