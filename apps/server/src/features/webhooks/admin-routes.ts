import {
  AdminWebhookEventDetailSchema,
  AdminWebhookEventListQuerySchema,
  AdminWebhookEventListSchema,
  NoBodySchema,
  WebhookEventParamsSchema,
} from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { type Caller, requireAdministrator } from '../users/index.ts';
import { listLog, openEvent, resendEvent } from './log.ts';

const ROOT = '/api/admin/webhook-events';

/** The log of webhooks in the dashboard, for owners and admins. */
export function adminWebhookRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asAdministrator = <Value>(request: FastifyRequest, work: (tx: Tx, caller: Caller) => Promise<Value>): Promise<Value> => {
    const principal = requireAdministrator(request);
    return deps.db.inClinic(principal.clinicId, (tx) => work(tx, { principal, requestId: request.id }));
  };

  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.get(
      ROOT,
      { schema: { querystring: AdminWebhookEventListQuerySchema, response: { 200: AdminWebhookEventListSchema } } },
      (request) => asAdministrator(request, (tx, caller) => listLog(tx, caller, request.query)),
    );

    app.get(
      `${ROOT}/:eventId`,
      { schema: { params: WebhookEventParamsSchema, response: { 200: AdminWebhookEventDetailSchema } } },
      (request) => asAdministrator(request, (tx, caller) => openEvent(tx, caller, request.params.eventId)),
    );

    app.post(
      `${ROOT}/:eventId/resend`,
      { schema: { params: WebhookEventParamsSchema, body: NoBodySchema, response: { 200: AdminWebhookEventDetailSchema } } },
      (request) => asAdministrator(request, (tx, caller) => resendEvent(deps, tx, caller, request.params.eventId)),
    );
  };
}
