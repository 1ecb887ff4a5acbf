import {
  ActionSchema,
  FirstOwnerSchema,
  OpenedLinkSchema,
  OpenLinkSchema,
  OwnSessionListSchema,
  type Session,
  SessionAnswerSchema,
  type SignInAnswer,
  SignInAnswerSchema,
  SignInSchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { requireFullSession, requireSession, SESSION_COOKIE } from '../principal/index.ts';
import { answerSignIn, callerOf, currentSession, setBrowserCookie, setSessionCookie, setSignInCookies } from './browser-session.ts';
import { createFirstOwner } from './first-owner.ts';
import { openLink } from './open-link.ts';
import { endOwnSession, listOwnSessions } from './own-sessions.ts';
import { describeSession, signIn, signOut } from './sign-in.ts';

const SessionIdParams = z.strictObject({ sessionId: z.uuid() });

/** Signing in and out under /api. */
export function sessionRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/session',
      { schema: { response: { 200: SessionAnswerSchema } } },
      async (request): Promise<{ session: Session | null }> => {
        const current = currentSession(request);
        return { session: current && (await describeSession(deps, current)) };
      },
    );

    app.post(
      '/api/session',
      { schema: { body: SignInSchema, response: { 200: SignInAnswerSchema } } },
      async (request, reply): Promise<SignInAnswer> => {
        const caller = callerOf(request);
        return answerSignIn(deps, reply, await signIn(deps, request.body, currentSession(request), caller), caller);
      },
    );

    app.delete('/api/session', { schema: { response: { 200: ActionSchema } } }, async (request, reply) => {
      await signOut(deps, requireSession(request), false, request.id);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { success: true };
    });

    app.get('/api/sessions', { schema: { response: { 200: OwnSessionListSchema } } }, async (request) => ({
      sessions: await listOwnSessions(deps, requireFullSession(request)),
    }));

    app.delete('/api/sessions/:sessionId', { schema: { params: SessionIdParams, response: { 200: ActionSchema } } }, async (request) => {
      await endOwnSession(deps, requireFullSession(request), request.params.sessionId, request.id);
      return { success: true };
    });

    app.delete('/api/sessions', { schema: { response: { 200: ActionSchema } } }, async (request, reply) => {
      const ended = await signOut(deps, requireFullSession(request), true, request.id);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { success: true, message: `${ended} ${ended === 1 ? 'session' : 'sessions'} ended.` };
    });

    app.post('/api/session/open', { schema: { body: OpenLinkSchema, response: { 200: OpenedLinkSchema } } }, async (request, reply) => {
      const caller = callerOf(request);
      const { token, opened } = await openLink(deps, request.body.token, currentSession(request), caller);
      if (token) setSessionCookie(deps, reply, token);
      if (opened.purpose === 'sign_in') setBrowserCookie(deps, reply, caller.browser);
      return opened;
    });

    app.post(
      '/api/session/first-owner',
      { schema: { body: FirstOwnerSchema, response: { 200: ActionSchema } } },
      async (request, reply) => {
        const caller = callerOf(request);
        setSignInCookies(deps, reply, await createFirstOwner(deps, request.body, currentSession(request), caller), caller);
        return { success: true };
      },
    );
  };
}
