import {
  ActionSchema,
  StudyIdParamsSchema,
  StudySelectorBodySchema,
  StudyUidParamsSchema,
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
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';
import { cancelStudy, uncancelStudy, viewerOnlyRerouteUrl } from '../studies/index.ts';
import { createViewerStudy, listViewerStudies, patchViewerStudy, readViewerStudy } from './service.ts';

const ROOT = '/v1/viewer/studies';
const describe = (operationId: string, summary: string, errors: number[], description?: string) =>
  operation({
    tag: 'Viewer studies',
    operationId,
    summary,
    errors: [...errors, 403],
    ...(description !== undefined && { description }),
  });

/** /v1/viewer/studies: images without a report. That the key has the Viewer enabled is seen to where it is authenticated. */
export function viewerStudyRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asKey = keyOperations(deps);

  return async (app) => {
    app.post(
      ROOT,
      {
        schema: {
          ...describe('createViewerStudy', 'Create a study of the Viewer', [400, 401, 404, 409, 413, 415, 422]),
          body: ViewerStudyCreateSchema,
          response: { 200: ViewerStudySchema },
        },
      },
      (request) => asKey(request, (tx, caller) => createViewerStudy(tx, caller, request.body)),
    );

    app.get(
      ROOT,
      {
        schema: {
          ...describe('listViewerStudies', 'List studies of the Viewer, newest first', [400, 401]),
          querystring: ViewerStudyListQuerySchema,
          response: { 200: ViewerStudyListSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => listViewerStudies(tx, caller, request.query)),
    );

    app.get(
      `${ROOT}/:studyId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('retrieveViewerStudy', 'Retrieve a study of the Viewer', [401, 404]),
          params: StudyIdParamsSchema,
          response: { 200: ViewerStudySchema },
        },
      },
      (request) => asKey(request, (tx, caller) => readViewerStudy(tx, caller, request.params)),
    );

    app.get(
      `${ROOT}/by-uid/:studyInstanceUid`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('retrieveViewerStudyByUid', 'Retrieve a study of the Viewer by its StudyInstanceUID', [401, 404]),
          params: StudyUidParamsSchema,
          response: { 200: ViewerStudySchema },
        },
      },
      (request) => asKey(request, (tx, caller) => readViewerStudy(tx, caller, request.params)),
    );

    app.patch(
      `${ROOT}/:studyId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('updateViewerStudy', 'Change what is sent of a study of the Viewer', [400, 401, 404, 413, 415, 422], PATCH_RULES),
          params: StudyIdParamsSchema,
          body: ViewerStudyPatchBodySchema,
          response: { 200: ViewerStudySchema },
        },
      },
      (request) =>
        asKey(request, (tx, caller) => patchIfMatch(request, (fields) => patchViewerStudy(tx, caller, request.params.studyId, fields))),
    );

    app.post(
      `${ROOT}/cancel`,
      {
        schema: {
          ...describe('cancelViewerStudy', 'Cancel a study of the Viewer', [400, 401, 404, 422]),
          body: StudySelectorBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => cancelStudy(tx, caller, request.body, deps.clock.now(), 'viewer')),
    );

    app.post(
      `${ROOT}/uncancel`,
      {
        schema: {
          ...describe('uncancelViewerStudy', 'Bring a cancelled study of the Viewer back', [400, 401, 404, 422]),
          body: StudySelectorBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => uncancelStudy(tx, caller, request.body, 'viewer')),
    );

    app.post(
      `${ROOT}/reroute-url`,
      {
        schema: {
          ...describe('createViewerRerouteUrl', 'A one-use URL for the images of the study', [400, 401, 404, 422], REROUTE_RULES),
          body: StudySelectorBodySchema,
          response: { 200: UrlSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => viewerOnlyRerouteUrl(deps, tx, caller, request.body, 'viewer')),
    );
  };
}

const PATCH_RULES = 'Only what is sent changes; null clears. Any active user of the clinic can be assigned.';
const REROUTE_RULES = 'Opens once, within ten minutes, for whoever holds it.';
