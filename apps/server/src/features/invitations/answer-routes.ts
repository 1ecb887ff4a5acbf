import { AcceptInvitationSchema, ActionSchema, InvitationToAcceptSchema, SignInAnswerSchema, TokenSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { answerSignIn, callerOf, currentSession } from '../sessions/index.ts';
import { acceptInvitation, readInvitationToAccept, rejectInvitation } from './answer.ts';

const ROOT = '/api/session/invitation';

/** The page of the invited, who are not signed in: the token is their only credential. */
export function invitationAnswerRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(ROOT, { schema: { body: TokenSchema, response: { 200: InvitationToAcceptSchema } } }, (request) =>
      readInvitationToAccept(deps, request.body.token),
    );

    app.post(
      `${ROOT}/accept`,
      { schema: { body: AcceptInvitationSchema, response: { 200: SignInAnswerSchema } } },
      async (request, reply) => {
        const caller = callerOf(request);
        return answerSignIn(deps, reply, await acceptInvitation(deps, request.body, currentSession(request), caller), caller);
      },
    );

    app.post(`${ROOT}/reject`, { schema: { body: TokenSchema, response: { 200: ActionSchema } } }, async (request) => {
      await rejectInvitation(deps, request.body.token, callerOf(request));
      return { success: true };
    });
  };
}
