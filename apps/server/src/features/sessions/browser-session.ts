import type { SignInAnswer } from '@readroom/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { newToken } from '../../platform/signing/index.ts';
import { SESSION_COOKIE, type UserPrincipal } from '../principal/index.ts';
import { type BrowserToken, KNOWN_BROWSER_SECONDS } from './known-browsers.ts';
import { ENROLMENT_SECONDS, SECOND_FACTOR_SECONDS, type SignedIn } from './sign-in.ts';
import type { Caller } from './start-session.ts';

/** Between password and code. It opens nothing but the next step. */
export const TICKET_COOKIE = 'readroom_second_factor';
/** By it a browser is known to whoever has signed in with it. It opens nothing, and stays when they sign out. */
const BROWSER_COOKIE = 'readroom_browser';
/** All ways in are below it. */
const SIGN_IN_PATH = '/api/session';

/** Gives the browser a session's token, where no script of a page can read it. */
export function setSessionCookie(deps: Pick<Deps, 'config'>, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.publicUrl.startsWith('https:'),
  });
}

/** Gives the browser the token that it is known by from now on. */
export function setBrowserCookie(deps: Pick<Deps, 'config'>, reply: FastifyReply, { next }: BrowserToken): void {
  reply.setCookie(BROWSER_COOKIE, next, {
    path: SIGN_IN_PATH,
    httpOnly: true,
    // Also sent with the way back from a single sign-on, which begins at the provider's page.
    sameSite: 'lax',
    secure: deps.config.publicUrl.startsWith('https:'),
    maxAge: KNOWN_BROWSER_SECONDS,
  });
}

/** What the browser of somebody who has signed in is given. */
export function setSignInCookies(deps: Pick<Deps, 'config'>, reply: FastifyReply, token: string, caller: Caller): void {
  setSessionCookie(deps, reply, token);
  setBrowserCookie(deps, reply, caller.browser);
}

/** The session that the browser holds; null where it holds none that lives. */
export function currentSession(request: FastifyRequest): UserPrincipal | null {
  return request.principal?.kind === 'user' ? request.principal : null;
}

export function callerOf(request: FastifyRequest): Caller {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
    browser: { sent: request.cookies[BROWSER_COOKIE] ?? null, next: newToken() },
    requestId: request.id,
  };
}

/** Gives the browser what a right password gave, and tells it the next step. */
export function answerSignIn(deps: Pick<Deps, 'config'>, reply: FastifyReply, signedIn: SignedIn, caller: Caller): SignInAnswer {
  if ('session' in signedIn) {
    setSignInCookies(deps, reply, signedIn.session, caller);
    return { success: true };
  }
  const mustEnrol = 'enrolment' in signedIn;
  const secure = deps.config.publicUrl.startsWith('https:');
  const cookie = { path: SIGN_IN_PATH, httpOnly: true, sameSite: 'strict', secure } as const;
  if (mustEnrol) reply.setCookie(TICKET_COOKIE, signedIn.enrolment, { ...cookie, maxAge: ENROLMENT_SECONDS });
  else reply.setCookie(TICKET_COOKIE, signedIn.secondFactor, { ...cookie, maxAge: SECOND_FACTOR_SECONDS });
  return { success: false, secondFactor: mustEnrol ? 'enrolment' : 'required' };
}

export function clearTicketCookie(reply: FastifyReply): void {
  reply.clearCookie(TICKET_COOKIE, { path: SIGN_IN_PATH });
}
