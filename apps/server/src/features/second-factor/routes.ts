import {
  ActionSchema,
  EnrolmentSchema,
  NoBodySchema,
  PasswordSchema,
  RecoveryCodesSchema,
  SecondFactorCodeSchema,
  SecondFactorSchema,
} from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { requireFullSession } from '../principal/index.ts';
import { callerOf, clearTicketCookie, currentSession, setSignInCookies, TICKET_COOKIE } from '../sessions/index.ts';
import { confirmRequiredEnrolment, startRequiredEnrolment } from './required.ts';
import { confirmEnrolment, disableSecondFactor, type Owner, readSecondFactor, renewRecoveryCodes, startEnrolment } from './service.ts';
import { completeSecondFactor } from './sign-in.ts';

const ROOT = '/api/second-factor';
const AT_SIGN_IN = '/api/session/second-factor';

/** The code at sign-in, and the signed-in user's own second factor. */
export function secondFactorRoutes(deps: Deps): FastifyPluginAsyncZod {
  const ownerOf = (request: FastifyRequest): Owner => ({ principal: requireFullSession(request), requestId: request.id });

  return async (app) => {
    app.post(AT_SIGN_IN, { schema: { body: SecondFactorCodeSchema, response: { 200: ActionSchema } } }, async (request, reply) => {
      const ticket = request.cookies[TICKET_COOKIE];
      const caller = callerOf(request);
      const token = await completeSecondFactor(deps, ticket, request.body.code, currentSession(request), caller);
      setSignInCookies(deps, reply, token, caller);
      clearTicketCookie(reply);
      return { success: true };
    });

    app.post(`${AT_SIGN_IN}/enrolment`, { schema: { body: NoBodySchema, response: { 200: EnrolmentSchema } } }, (request) =>
      startRequiredEnrolment(deps, request.cookies[TICKET_COOKIE]),
    );

    app.post(
      `${AT_SIGN_IN}/confirm`,
      { schema: { body: SecondFactorCodeSchema, response: { 200: RecoveryCodesSchema } } },
      async (request, reply) => {
        const ticket = request.cookies[TICKET_COOKIE];
        const caller = callerOf(request);
        const enrolled = await confirmRequiredEnrolment(deps, ticket, request.body.code, currentSession(request), caller);
        setSignInCookies(deps, reply, enrolled.session, caller);
        clearTicketCookie(reply);
        return { recoveryCodes: enrolled.recoveryCodes };
      },
    );

    app.get(ROOT, { schema: { response: { 200: SecondFactorSchema } } }, (request) => readSecondFactor(deps, ownerOf(request)));

    app.post(`${ROOT}/enrolment`, { schema: { body: PasswordSchema, response: { 200: EnrolmentSchema } } }, (request) =>
      startEnrolment(deps, ownerOf(request), request.body.password),
    );

    app.post(`${ROOT}/confirm`, { schema: { body: SecondFactorCodeSchema, response: { 200: RecoveryCodesSchema } } }, async (request) => ({
      recoveryCodes: await confirmEnrolment(deps, ownerOf(request), request.body.code),
    }));

    app.post(`${ROOT}/recovery-codes`, { schema: { body: PasswordSchema, response: { 200: RecoveryCodesSchema } } }, async (request) => ({
      recoveryCodes: await renewRecoveryCodes(deps, ownerOf(request), request.body.password),
    }));

    app.post(`${ROOT}/disable`, { schema: { body: PasswordSchema, response: { 200: ActionSchema } } }, async (request) => {
      await disableSecondFactor(deps, ownerOf(request), request.body.password);
      return { success: true };
    });
  };
}
