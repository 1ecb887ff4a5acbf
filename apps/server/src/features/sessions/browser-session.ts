import type { SignInAnswer } from '@readroom/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { SESSION_COOKIE, type UserPrincipal } from '../principal/index.ts';
import { ENROLMENT_SECONDS, SECOND_FACTOR_SECONDS, type SignedIn } from './sign-in.ts';
import type { Caller } from './start-session.ts';

/** Between password and code. It opens nothing but the next step. */
export const TICKET_COOKIE = 'readroom_second_factor';
const TICKET_PATH = '/api/session';

/** Gives the browser a session's token, where no script of a page can read it. */
export function setSessionCookie(deps: Pick<Deps, 'config'>, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.publicUrl.startsWith('https:'),
  });
}

/** The session that the browser holds; null where it holds none that lives. */
export function currentSession(request: FastifyRequest): UserPrincipal | null {
  return request.principal?.kind === 'user' ? request.principal : null;
}

export function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? null, requestId: request.id };
}

/** Gives the browser what a right password gave, and tells it the next step. */
export function answerSignIn(deps: Pick<Deps, 'config'>, reply: FastifyReply, signedIn: SignedIn): SignInAnswer {
  if ('session' in signedIn) {
    setSessionCookie(deps, reply, signedIn.session);
    return { success: true };
  }
  const mustEnrol = 'enrolment' in signedIn;
  const secure = deps.config.publicUrl.startsWith('https:');
  const cookie = { path: TICKET_PATH, httpOnly: true, sameSite: 'strict', secure } as const;
  if (mustEnrol) reply.setCookie(TICKET_COOKIE, signedIn.enrolment, { ...cookie, maxAge: ENROLMENT_SECONDS });
  else reply.setCookie(TICKET_COOKIE, signedIn.secondFactor, { ...cookie, maxAge: SECOND_FACTOR_SECONDS });
  return { success: false, secondFactor: mustEnrol ? 'enrolment' : 'required' };
}

export function clearTicketCookie(reply: FastifyReply): void {
  reply.clearCookie(TICKET_COOKIE, { path: TICKET_PATH });
}
