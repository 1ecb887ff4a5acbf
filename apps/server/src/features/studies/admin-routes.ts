import {
  ActionSchema,
  AdminReaderListSchema,
  AdminStudySearchBodySchema,
  NamedStudiesSchema,
  PriorStudyListSchema,
  PriorStudySuggestSchema,
  publicId,
  RerouteBodySchema,
  StudyCreateSchema,
  StudyIdParamsSchema,
  StudyListQuerySchema,
  StudyListSchema,
  StudyPatchBodySchema,
  StudySchema,
  StudySelectorBodySchema,
  UrlSchema,
  ViewerOnlyRerouteBodySchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { mustNameOwnCustomer } from '../express/index.ts';
import { deskOperations, listReaders, requireStudyDesk } from '../users/index.ts';
import { namedStudies, suggestPriorStudies } from './prior-choice.ts';
import { rerouteUrl, viewerOnlyRerouteUrl } from './reroute.ts';
import { cancelStudy, createStudy, listStudies, patchStudy, readStudy, uncancelStudy } from './service.ts';

const ROOT = '/api/admin/studies';

/** Studies in the dashboard: the same services as the public API, for the user who is signed in. */
export function adminStudyRoutes(deps: Deps): FastifyPluginAsyncZod {
  const atDesk = deskOperations(deps);

  return async (app) => {
    app.addHook('onRequest', (request) => requireStudyDesk(deps, request));

    app.post(ROOT, { schema: { body: StudyCreateSchema, response: { 200: StudySchema } } }, (request) =>
      atDesk(request, async (tx, caller) => {
        mustNameOwnCustomer(caller.principal, request.body.expressCustomerId);
        return createStudy(tx, caller, request.body);
      }),
    );

    app.post(
      `${ROOT}/search`,
      { schema: { querystring: StudyListQuerySchema, body: AdminStudySearchBodySchema, response: { 200: StudyListSchema } } },
      (request) => atDesk(request, (tx, caller) => listStudies(tx, caller, { ...request.query, ...request.body })),
    );

    app.get(`${ROOT}/readers`, { schema: { response: { 200: AdminReaderListSchema } } }, (request) =>
      atDesk(request, async (tx, { principal }) => {
        const readers = await listReaders(tx, principal.clinicId);
        return {
          readers: readers.map(({ id, firstName, lastName }) => ({ userId: publicId('usr', id), name: `${firstName} ${lastName}` })),
        };
      }),
    );

    // The words go in the body: they may name a patient.
    app.post(`${ROOT}/priors/suggest`, { schema: { body: PriorStudySuggestSchema, response: { 200: PriorStudyListSchema } } }, (request) =>
      atDesk(request, (tx, caller) => suggestPriorStudies(tx, caller, request.body)),
    );
    app.post(`${ROOT}/priors/named`, { schema: { body: NamedStudiesSchema, response: { 200: PriorStudyListSchema } } }, (request) =>
      atDesk(request, (tx, caller) => namedStudies(tx, caller, request.body.studyIds)),
    );

    app.get(
      `${ROOT}/:studyId`,
      { config: { hasEtag: true }, schema: { params: StudyIdParamsSchema, response: { 200: StudySchema } } },
      (request) => atDesk(request, (tx, caller) => readStudy(tx, caller, request.params)),
    );

    app.patch(
      `${ROOT}/:studyId`,
      { config: { hasEtag: true }, schema: { params: StudyIdParamsSchema, body: StudyPatchBodySchema, response: { 200: StudySchema } } },
      (request) =>
        atDesk(request, async (tx, caller) => {
          if (request.body.expressCustomerId === null) mustNameOwnCustomer(caller.principal, null);
          return patchIfMatch(request, (fields) => patchStudy(tx, caller, request.params.studyId, fields));
        }),
    );

    const selecting = { body: StudySelectorBodySchema, response: { 200: ActionSchema } };
    app.post(`${ROOT}/cancel`, { schema: selecting }, (request) =>
      atDesk(request, (tx, caller) => cancelStudy(tx, caller, request.body, deps.clock.now())),
    );
    app.post(`${ROOT}/uncancel`, { schema: selecting }, (request) =>
      atDesk(request, (tx, caller) => uncancelStudy(tx, caller, request.body)),
    );

    app.post(`${ROOT}/reroute-url`, { schema: { body: RerouteBodySchema, response: { 200: UrlSchema } } }, (request) =>
      atDesk(request, (tx, caller) => rerouteUrl(deps, tx, caller, request.body)),
    );
    app.post(
      `${ROOT}/viewer-only-reroute-url`,
      { schema: { body: ViewerOnlyRerouteBodySchema, response: { 200: UrlSchema } } },
      (request) => atDesk(request, (tx, caller) => viewerOnlyRerouteUrl(deps, tx, caller, request.body)),
    );
  };
}
