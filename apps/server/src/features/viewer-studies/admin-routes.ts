import {
  ActionSchema,
  AdminStudySearchBodySchema,
  StudyIdParamsSchema,
  StudySelectorBodySchema,
  UrlSchema,
  ViewerStudyCreateSchema,
  ViewerStudyListQuerySchema,
  ViewerStudyListSchema,
  ViewerStudyPatchBodySchema,
  ViewerStudySchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { mustNameOwnCustomer } from '../express/index.ts';
import { cancelStudy, uncancelStudy, viewerOnlyRerouteUrl } from '../studies/index.ts';
import { deskOperations, requireStudyDesk } from '../users/index.ts';
import { createViewerStudy, listViewerStudies, patchViewerStudy, readViewerStudy } from './service.ts';

const ROOT = '/api/admin/viewer-studies';

/** Studies of the Viewer in the dashboard: the same services as the public API, for the user who is signed in. */
export function adminViewerStudyRoutes(deps: Deps): FastifyPluginAsyncZod {
  const atDesk = deskOperations(deps);

  return async (app) => {
    app.addHook('onRequest', (request) => requireStudyDesk(deps, request));

    app.post(ROOT, { schema: { body: ViewerStudyCreateSchema, response: { 200: ViewerStudySchema } } }, (request) =>
      atDesk(request, async (tx, caller) => {
        mustNameOwnCustomer(caller.principal, request.body.expressCustomerId);
        return createViewerStudy(tx, caller, request.body);
      }),
    );

    app.post(
      `${ROOT}/search`,
      { schema: { querystring: ViewerStudyListQuerySchema, body: AdminStudySearchBodySchema, response: { 200: ViewerStudyListSchema } } },
      (request) => atDesk(request, (tx, caller) => listViewerStudies(tx, caller, { ...request.query, ...request.body })),
    );

    app.get(
      `${ROOT}/:studyId`,
      { config: { hasEtag: true }, schema: { params: StudyIdParamsSchema, response: { 200: ViewerStudySchema } } },
      (request) => atDesk(request, (tx, caller) => readViewerStudy(tx, caller, request.params)),
    );

    app.patch(
      `${ROOT}/:studyId`,
      {
        config: { hasEtag: true },
        schema: { params: StudyIdParamsSchema, body: ViewerStudyPatchBodySchema, response: { 200: ViewerStudySchema } },
      },
      (request) =>
        atDesk(request, (tx, caller) => patchIfMatch(request, (fields) => patchViewerStudy(tx, caller, request.params.studyId, fields))),
    );

    const selecting = { body: StudySelectorBodySchema, response: { 200: ActionSchema } };
    app.post(`${ROOT}/cancel`, { schema: selecting }, (request) =>
      atDesk(request, (tx, caller) => cancelStudy(tx, caller, request.body, deps.clock.now(), 'viewer')),
    );
    app.post(`${ROOT}/uncancel`, { schema: selecting }, (request) =>
      atDesk(request, (tx, caller) => uncancelStudy(tx, caller, request.body, 'viewer')),
    );
    app.post(`${ROOT}/reroute-url`, { schema: { body: StudySelectorBodySchema, response: { 200: UrlSchema } } }, (request) =>
      atDesk(request, (tx, caller) => viewerOnlyRerouteUrl(deps, tx, caller, request.body, 'viewer')),
    );
  };
}
