import {
  ActionSchema,
  FirstOwnerSchema,
  OpenedLinkSchema,
  OpenLinkSchema,
  type Session,
  SessionAnswerSchema,
  SignInSchema,
} from '@readroom/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { requireUser, SESSION_COOKIE, type UserPrincipal } from '../principal/index.ts';
import { createFirstOwner } from './first-owner.ts';
import { openLink } from './open-link.ts';
import { describeSession, signIn, signOut } from './sign-in.ts';
import type { Caller } from './start-session.ts';

/** Signing in and out under /api. */
export function sessionRoutes(deps: Deps): FastifyPluginAsyncZod {
  const setCookie = (reply: FastifyReply, token: string) =>
    reply.setCookie(SESSION_COOKIE, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: deps.config.publicUrl.startsWith('https:'),
    });

  return async (app) => {
    app.get(
      '/api/session',
      { schema: { response: { 200: SessionAnswerSchema } } },
      async (request): Promise<{ session: Session | null }> => {
        const current = currentOf(request);
        return { session: current && (await describeSession(deps, current)) };
      },
    );

    app.post('/api/session', { schema: { body: SignInSchema, response: { 200: ActionSchema } } }, async (request, reply) => {
      setCookie(reply, await signIn(deps, request.body, currentOf(request), callerOf(request)));
      return { success: true };
    });

    app.delete('/api/session', { schema: { response: { 200: ActionSchema } } }, async (request, reply) => {
      await signOut(deps, requireUser(request), false, request.id);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { success: true };
    });

    app.delete('/api/sessions', { schema: { response: { 200: ActionSchema } } }, async (request, reply) => {
      const ended = await signOut(deps, requireUser(request), true, request.id);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { success: true, message: `${ended} ${ended === 1 ? 'session' : 'sessions'} ended.` };
    });

    app.post('/api/session/open', { schema: { body: OpenLinkSchema, response: { 200: OpenedLinkSchema } } }, async (request, reply) => {
      const { token, opened } = await openLink(deps, request.body.token, currentOf(request), callerOf(request));
      if (token) setCookie(reply, token);
      return opened;
    });

    app.post(
      '/api/session/first-owner',
      { schema: { body: FirstOwnerSchema, response: { 200: ActionSchema } } },
      async (request, reply) => {
        setCookie(reply, await createFirstOwner(deps, request.body, currentOf(request), callerOf(request)));
        return { success: true };
      },
    );
  };
}

/** The session that the browser holds; null where it holds none that lives. */
function currentOf(request: FastifyRequest): UserPrincipal | null {
  return request.principal?.kind === 'user' ? request.principal : null;
}

function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? null, requestId: request.id };
}
