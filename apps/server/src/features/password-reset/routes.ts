import { ActionSchema, ChangePasswordSchema, ForgottenPasswordSchema, ResetPasswordSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { requireFullSession } from '../principal/index.ts';
import { callerOf, setBrowserCookie } from '../sessions/index.ts';
import { changePassword } from './change-password.ts';
import { requestPasswordReset, resetPassword } from './service.ts';

/** A forgotten password, for somebody who is not signed in; another password, for who is. */
export function passwordResetRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/session/password-reset',
      { schema: { body: ForgottenPasswordSchema, response: { 200: ActionSchema } } },
      async (request) => {
        await requestPasswordReset(deps, request.body.email, callerOf(request));
        return { success: true, message: 'If there is an account with this email, a mail with a link is on its way.' };
      },
    );

    app.post(
      '/api/session/password-reset/confirm',
      { schema: { body: ResetPasswordSchema, response: { 200: ActionSchema } } },
      async (request, reply) => {
        const caller = callerOf(request);
        await resetPassword(deps, request.body, caller);
        setBrowserCookie(deps, reply, caller.browser);
        return { success: true };
      },
    );

    app.post('/api/password', { schema: { body: ChangePasswordSchema, response: { 200: ActionSchema } } }, async (request, reply) => {
      const caller = callerOf(request);
      await changePassword(deps, requireFullSession(request), request.body, caller);
      setBrowserCookie(deps, reply, caller.browser);
      return { success: true };
    });
  };
}
