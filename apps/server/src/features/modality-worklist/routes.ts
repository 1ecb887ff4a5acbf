import { ModalityWorklistQuerySchema, ModalityWorklistSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { requireAdministrator } from '../users/index.ts';
import { askModalityWorklist } from './service.ts';

/** What a scanner would get, for whoever sets one up. */
export function modalityWorklistRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.post(
      '/api/admin/modality-worklist',
      { schema: { body: ModalityWorklistQuerySchema, response: { 200: ModalityWorklistSchema } } },
      async (request) => {
        const principal = requireAdministrator(request);
        const { clinicId } = principal;
        const list = await askModalityWorklist(deps, clinicId, { ...request.body, sourceIp: request.ip });
        await deps.db.inClinic(clinicId, (tx) =>
          recordAudit(tx, {
            clinicId,
            actor: actorOf(principal),
            action: 'modality_worklist.read',
            subject: 'modality worklist',
            requestId: request.id,
            detail: { items: list.items.length, keys: list.sources.length },
          }),
        );
        return list;
      },
    );
  };
}
