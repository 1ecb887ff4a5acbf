import {
  ActionSchema,
  FirstOwnerSchema,
  OpenedLinkSchema,
  OpenLinkSchema,
  type Session,
  SessionSchema,
  SignInSchema,
} from '@readroom/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { requireUser, SESSION_COOKIE } from '../principal/index.ts';
import { type Caller, createFirstOwner, describeSession, openLink, signIn, signOut } from './service.ts';

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
      { schema: { response: { 200: z.strictObject({ session: SessionSchema.nullable() }) } } },
      async (request): Promise<{ session: Session | null }> => {
        if (request.principal?.kind !== 'user') return { session: null };
        return { session: await describeSession(deps, request.principal) };
      },
    );

    app.post('/api/session', { schema: { body: SignInSchema, response: { 200: ActionSchema } } }, async (request, reply) => {
      setCookie(reply, await signIn(deps, request.body.email, request.body.password, callerOf(request)));
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
      const current = request.principal?.kind === 'user' ? request.principal : null;
      const { token, opened } = await openLink(deps, request.body.token, current, callerOf(request));
      if (token) setCookie(reply, token);
      return opened;
    });

    app.post(
      '/api/session/first-owner',
      { schema: { body: FirstOwnerSchema, response: { 200: ActionSchema } } },
      async (request, reply) => {
        setCookie(reply, await createFirstOwner(deps, request.body, callerOf(request)));
        return { success: true };
      },
    );
  };
}

function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? null, requestId: request.id };
}
