import { ActionSchema, NoBodySchema, UserIdParamsSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { requireAdministrator } from '../users/index.ts';
import { removeLostSecondFactor } from './remove.ts';

/** What the dashboard does with the second factors of others. */
export function adminSecondFactorRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.post(
      '/api/admin/users/:userId/remove-second-factor',
      { schema: { params: UserIdParamsSchema, body: NoBodySchema, response: { 200: ActionSchema } } },
      (request) => {
        const principal = requireAdministrator(request);
        const caller = { principal, requestId: request.id };
        return deps.db.inClinic(principal.clinicId, (tx) => removeLostSecondFactor(deps, tx, caller, request.params.userId));
      },
    );
  };
}
