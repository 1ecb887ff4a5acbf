import {
  ActionSchema,
  ExternalReportCreateBodySchema,
  ExternalReportReferenceSchema,
  ExternalStudyCreateSchema,
  StudySchema,
  StudySelectorBodySchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { mustNameOwnCustomer } from '../express/index.ts';
import { requireFullSession } from '../principal/index.ts';
import { deskOperations, requireStudyDesk } from '../users/index.ts';
import { withReportFile } from './report-file.ts';
import { addExternalReport, checkExternalReport, checkExternalStudy, createExternalStudy, deleteExternalStudy } from './service.ts';

const ROOT = '/api/admin/studies/external';

/** Archive studies in the dashboard: the same services as the public API, for the user who is signed in. */
export function adminExternalRoutes(deps: Deps): FastifyPluginAsyncZod {
  const atDesk = deskOperations(deps);

  return async (app) => {
    app.addHook('onRequest', (request) => requireStudyDesk(deps, request));

    app.post(ROOT, { schema: { body: ExternalStudyCreateSchema, response: { 200: StudySchema } } }, async (request) => {
      const { body } = request;
      const caller = { principal: requireFullSession(request), requestId: request.id };
      mustNameOwnCustomer(caller.principal, body.expressCustomerId);
      return withReportFile(
        deps,
        request,
        caller.principal,
        body,
        (tx) => checkExternalStudy(tx, caller, body),
        (tx, file) => createExternalStudy(tx, caller, body, file),
      );
    });

    app.post(`${ROOT}/delete`, { schema: { body: StudySelectorBodySchema, response: { 200: ActionSchema } } }, (request) =>
      atDesk(request, (tx, caller) => deleteExternalStudy(tx, caller, request.body, deps.clock.now())),
    );

    app.post(
      `${ROOT}/reports`,
      { schema: { body: ExternalReportCreateBodySchema, response: { 200: ExternalReportReferenceSchema } } },
      async (request) => {
        const { body } = request;
        const caller = { principal: requireFullSession(request), requestId: request.id };
        return withReportFile(
          deps,
          request,
          caller.principal,
          body,
          (tx) => checkExternalReport(tx, caller, body),
          (tx, file) => addExternalReport(tx, caller, body, file),
        );
      },
    );
  };
}
