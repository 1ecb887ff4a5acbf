import {
  ActionSchema,
  ExternalReportCreateBodySchema,
  ExternalReportListQuerySchema,
  ExternalReportListSchema,
  ExternalReportParamsSchema,
  ExternalReportReferenceSchema,
  ExternalReportSchema,
  ExternalStudyCreateSchema,
  StudySchema,
  StudySelectorBodySchema,
} from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { runOnce } from '../../platform/http/index.ts';
import { FOREIGN_FILE_POLICY } from '../../platform/http/security-headers.ts';
import { operation } from '../openapi/index.ts';
import { requireKey } from '../principal/index.ts';
import { openReportFile, withReportFile } from './report-file.ts';
import {
  addExternalReport,
  checkExternalReport,
  checkExternalStudy,
  createExternalStudy,
  deleteExternalStudy,
  listExternalReports,
  readExternalReport,
} from './service.ts';

const ROOT = '/v1/autoScribe/studies/external';
const describe = (operationId: string, summary: string, errors: number[], description?: string) =>
  operation({ tag: 'AutoScribe external studies', operationId, summary, errors, ...(description !== undefined && { description }) });

const FileParamsSchema = z.strictObject({ file: z.string() });
/** Loose: a tool on the way may add parameters of its own, and the signature covers what counts. */
const FileQuerySchema = z.object({ expires: z.string().optional(), signature: z.string().optional() });

const callerOf = (request: FastifyRequest) => ({ principal: requireKey(request), requestId: request.id });

/** /v1/autoScribe/studies/external: the archive of what was read elsewhere, and /files/external-reports behind the URLs that it hands out. */
export function externalRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      ROOT,
      {
        schema: {
          ...describe('createExternalStudy', 'Create an external study', [400, 401, 404, 409, 413, 415, 422], CREATE_RULES),
          body: ExternalStudyCreateSchema,
          response: { 200: StudySchema },
        },
      },
      (request) => {
        const { body } = request;
        const caller = callerOf(request);
        return withReportFile(
          deps,
          request,
          caller.principal,
          body,
          (tx) => checkExternalStudy(tx, caller, body),
          (tx, file) => createExternalStudy(tx, caller, body, file),
        );
      },
    );

    app.post(
      `${ROOT}/delete`,
      {
        schema: {
          ...describe('deleteExternalStudy', 'Delete an external study for good', [400, 401, 404, 422], DELETE_RULES),
          body: StudySelectorBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => {
        const caller = callerOf(request);
        return runOnce(deps, request, caller.principal, (tx) => deleteExternalStudy(tx, caller, request.body, deps.clock.now()));
      },
    );

    app.post(
      `${ROOT}/reports`,
      {
        schema: {
          ...describe('addExternalReport', 'Add to the report of an external study', [400, 401, 404, 409, 413, 415, 422], REPORT_RULES),
          body: ExternalReportCreateBodySchema,
          response: { 200: ExternalReportReferenceSchema },
        },
      },
      (request) => {
        const { body } = request;
        const caller = callerOf(request);
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

    app.get(
      `${ROOT}/reports`,
      {
        schema: {
          ...describe('listExternalReports', 'List external reports, newest first', [400, 401]),
          querystring: ExternalReportListQuerySchema,
          response: { 200: ExternalReportListSchema },
        },
      },
      (request) => {
        const caller = callerOf(request);
        return deps.db.inClinic(caller.principal.clinicId, (tx) => listExternalReports(tx, caller, request.query));
      },
    );

    app.get(
      `${ROOT}/reports/:externalReportId`,
      {
        schema: {
          ...describe('retrieveExternalReport', 'Retrieve an external report, with a one-hour URL of its file', [401, 404]),
          params: ExternalReportParamsSchema,
          response: { 200: ExternalReportSchema },
        },
      },
      (request) => {
        const caller = callerOf(request);
        return deps.db.inClinic(caller.principal.clinicId, (tx) => readExternalReport(deps, tx, caller, request.params.externalReportId));
      },
    );

    app.get(
      '/files/external-reports/:file',
      { schema: { params: FileParamsSchema, querystring: FileQuerySchema } },
      async (request, reply) => {
        const { file } = request.params;
        const { expires, signature } = request.query;
        const { bytes, mimeType } = await openReportFile(deps, { file, expires, signature }, request.id);
        return reply
          .type(mimeType)
          .header('x-content-type-options', 'nosniff')
          .header('content-security-policy', FOREIGN_FILE_POLICY)
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `inline; filename="${file}"`)
          .header('referrer-policy', 'no-referrer')
          .send(bytes);
      },
    );
  };
}

const CREATE_RULES =
  'A study that was read and reported elsewhere. All or nothing: where the file cannot be fetched (422) no study is created. Without a report field it has no report yet.';
const DELETE_RULES = 'Nothing brings it back; its studyInstanceUid stays taken.';
const REPORT_RULES = 'Text and file are written once: a second one is refused (409). readerName and signedAt overwrite.';
