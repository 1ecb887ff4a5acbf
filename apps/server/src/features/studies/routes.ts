import {
  ActionSchema,
  RerouteBodySchema,
  StudyCreateSchema,
  StudyIdParamsSchema,
  StudyListQuerySchema,
  StudyListSchema,
  StudyPatchBodySchema,
  StudySchema,
  StudySelectorBodySchema,
  StudyUidParamsSchema,
  UrlSchema,
  ViewerOnlyRerouteBodySchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations, keyReads } from '../principal/index.ts';
import { studyReads } from './reads.ts';
import { rerouteUrl, viewerOnlyRerouteUrl } from './reroute.ts';
import { cancelStudy, createStudy, patchStudy, studyPage, uncancelStudy } from './service.ts';

const ROOT = '/v1/autoScribe/studies';
const describe = (operationId: string, summary: string, errors: number[], description?: string) =>
  operation({ tag: 'AutoScribe studies', operationId, summary, errors, ...(description !== undefined && { description }) });

/** /v1/autoScribe/studies: the order comes in, is read back, changed, cancelled and opened. */
export function studyRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asKey = keyOperations(deps);
  const readAsKey = keyReads(deps);
  const readStudy = studyReads();

  return async (app) => {
    app.post(
      ROOT,
      {
        config: { checksKey: true },
        schema: {
          ...describe('createStudy', 'Create a study', [400, 401, 404, 409, 413, 415, 422]),
          body: StudyCreateSchema,
          response: { 200: StudySchema },
        },
      },
      (request) => asKey(request, (tx, caller) => createStudy(tx, caller, request.body)),
    );

    app.get(
      ROOT,
      {
        config: { checksKey: true },
        schema: {
          ...describe('listStudies', 'List studies, newest first', [400, 401]),
          querystring: StudyListQuerySchema,
          response: { 200: StudyListSchema },
        },
      },
      (request) => readAsKey(request, studyPage(request.query)),
    );

    app.get(
      `${ROOT}/:studyId`,
      {
        config: { hasEtag: true, checksKey: true },
        schema: {
          ...describe('retrieveStudy', 'Retrieve a study', [401, 404]),
          params: StudyIdParamsSchema,
          response: { 200: StudySchema },
        },
      },
      (request) => readAsKey(request, readStudy(request.params)),
    );

    app.get(
      `${ROOT}/by-uid/:studyInstanceUid`,
      {
        config: { hasEtag: true, checksKey: true },
        schema: {
          ...describe('retrieveStudyByUid', 'Retrieve a study by its StudyInstanceUID', [401, 404]),
          params: StudyUidParamsSchema,
          response: { 200: StudySchema },
        },
      },
      (request) => readAsKey(request, readStudy(request.params)),
    );

    app.patch(
      `${ROOT}/:studyId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe('updateStudy', 'Change what is sent of a study', [400, 401, 404, 413, 415, 422], PATCH_RULES),
          params: StudyIdParamsSchema,
          body: StudyPatchBodySchema,
          response: { 200: StudySchema },
        },
      },
      (request) =>
        asKey(request, (tx, caller) => patchIfMatch(request, (fields) => patchStudy(tx, caller, request.params.studyId, fields))),
    );

    app.post(
      `${ROOT}/cancel`,
      {
        schema: {
          ...describe('cancelStudy', 'Cancel a study', [400, 401, 404, 422]),
          body: StudySelectorBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => cancelStudy(tx, caller, request.body, deps.clock.now())),
    );

    app.post(
      `${ROOT}/uncancel`,
      {
        schema: {
          ...describe('uncancelStudy', 'Bring a cancelled standard study back', [400, 401, 404, 422]),
          body: StudySelectorBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => uncancelStudy(tx, caller, request.body)),
    );

    app.post(
      `${ROOT}/reroute-url`,
      {
        schema: {
          ...describe('createRerouteUrl', 'A one-use URL for a user to view and dictate the study', [400, 401, 404, 422], REROUTE_RULES),
          body: RerouteBodySchema,
          response: { 200: UrlSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => rerouteUrl(deps, tx, caller, request.body)),
    );

    app.post(
      `${ROOT}/viewer-only-reroute-url`,
      {
        schema: {
          ...describe('createViewerOnlyRerouteUrl', 'A one-use URL for the images of the study, without dictation', [400, 401, 404, 422]),
          body: ViewerOnlyRerouteBodySchema,
          response: { 200: UrlSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => viewerOnlyRerouteUrl(deps, tx, caller, request.body)),
    );
  };
}

const PATCH_RULES =
  'Only what is sent changes. null clears, arrays replace, reportMetadata merges field by field. Reports that are signed keep the header they were signed with.';
const REROUTE_RULES = 'The study is assigned to that user. The URL opens once, within ten minutes.';
