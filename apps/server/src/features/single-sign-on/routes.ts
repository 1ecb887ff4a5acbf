import {
  ActionSchema,
  SingleSignOnChangeSchema,
  SingleSignOnSettingsAnswerSchema,
  SingleSignOnStartSchema,
  SingleSignOnTestSchema,
  SingleSignOnUrlSchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { callerOf, currentSession, setSignInCookies } from '../sessions/index.ts';
import { requireAdministrator } from '../users/index.ts';
import { CALLBACK_PATH, FLOW_SECONDS, finishSingleSignOn, startSingleSignOn } from './service.ts';
import { changeSettings, mustBeOwner, readSettings, removeSettings, testSettings } from './settings.ts';

const START_PATH = '/api/session/single-sign-on';
const SETTINGS_PATH = '/api/admin/single-sign-on';
/** Ties the way back from the provider to the browser that went there: nobody can finish their own sign-in in another's browser. */
const STATE_COOKIE = 'readroom_sso';

/** Signing in at the clinic's own OpenID Connect provider, and the clinic's settings for it. */
export function singleSignOnRoutes(deps: Deps): FastifyPluginAsyncZod {
  const secure = deps.config.publicUrl.startsWith('https:');

  return async (app) => {
    app.post(
      START_PATH,
      { schema: { body: SingleSignOnStartSchema, response: { 200: SingleSignOnUrlSchema } } },
      async (request, reply) => {
        const started = await startSingleSignOn(deps, request.body.email, callerOf(request));
        if (!started) return { url: null };
        const cookie = { path: START_PATH, httpOnly: true, sameSite: 'lax', secure, maxAge: FLOW_SECONDS } as const;
        reply.setCookie(STATE_COOKIE, started.state, cookie);
        return { url: started.url };
      },
    );

    app.get(CALLBACK_PATH, async (request, reply) => {
      const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      const state = request.cookies[STATE_COOKIE];
      const caller = callerOf(request);
      const outcome = await finishSingleSignOn(deps, search, state, currentSession(request), caller);
      reply.clearCookie(STATE_COOKIE, { path: START_PATH });
      if ('problem' in outcome) return reply.redirect(`/sign-in?problem=${outcome.problem}`);
      setSignInCookies(deps, reply, outcome.session, caller);
      return reply.redirect('/');
    });

    app.get(SETTINGS_PATH, { schema: { response: { 200: SingleSignOnSettingsAnswerSchema } } }, (request) =>
      readSettings(deps, requireAdministrator(request)),
    );

    app.put(SETTINGS_PATH, { schema: { body: SingleSignOnChangeSchema, response: { 200: SingleSignOnSettingsAnswerSchema } } }, (request) =>
      changeSettings(deps, mustBeOwner(requireAdministrator(request)), request.body, request.id),
    );

    app.post(
      `${SETTINGS_PATH}/test`,
      { schema: { body: SingleSignOnChangeSchema, response: { 200: SingleSignOnTestSchema } } },
      (request) => testSettings(deps, mustBeOwner(requireAdministrator(request)), request.body),
    );

    app.delete(SETTINGS_PATH, { schema: { response: { 200: ActionSchema } } }, async (request) => {
      await removeSettings(deps, mustBeOwner(requireAdministrator(request)), request.id);
      return { success: true };
    });
  };
}
