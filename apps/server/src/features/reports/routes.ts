import {
  ActionSchema,
  NoBodySchema,
  PdfItemSchema,
  PdfListSchema,
  RenderedQuerySchema,
  ReportIdParamsSchema,
  ReportListQuerySchema,
  ReportListSchema,
  TextItemSchema,
  TextListSchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';
import { cancelAddendum, startAddendum } from './addendum.ts';
import { openPdf } from './pdf-file.ts';
import { createPdfUrls, listReports, readTexts } from './service.ts';

const ROOT = '/v1/autoScribe/reports';
const describe = (operationId: string, summary: string, errors: number[]) =>
  operation({ tag: 'AutoScribe reports', operationId, summary, errors });

const FileParamsSchema = z.strictObject({ file: z.string() });
/** Loose: a tool on the way may add parameters of its own, and the signature covers what counts. */
const FileQuerySchema = z.object({ expires: z.string().optional(), signature: z.string().optional() });

/** /v1/autoScribe/reports, and /files/reports behind the URLs that it hands out. */
export function reportRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asKey = keyOperations(deps);

  return async (app) => {
    app.get(
      ROOT,
      {
        schema: {
          ...describe('listReports', 'List the reports of a study', [400, 401, 404, 422]),
          querystring: ReportListQuerySchema,
          response: { 200: ReportListSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => listReports(tx, caller, request.query)),
    );

    app.get(
      `${ROOT}/text`,
      {
        schema: {
          ...describe('retrieveReportText', 'The words of one report, or of each report of a study', [400, 401, 404, 422]),
          querystring: RenderedQuerySchema,
          response: { 200: z.union([TextItemSchema, TextListSchema]) },
        },
      },
      (request) => asKey(request, (tx, caller) => readTexts(tx, caller, request.query)),
    );

    app.get(
      `${ROOT}/pdf`,
      {
        schema: {
          ...describe(
            'retrieveReportPdf',
            'A one-hour URL of the PDF of one report, or of each signed report of a study',
            [400, 401, 404, 422],
          ),
          querystring: RenderedQuerySchema,
          response: { 200: z.union([PdfItemSchema, PdfListSchema]) },
        },
      },
      (request) => asKey(request, (tx, caller) => createPdfUrls(deps, tx, caller, request.query)),
    );

    app.post(
      `${ROOT}/:reportId/addendum`,
      {
        schema: {
          ...describe('startAddendum', 'Begin an addendum to a completed report', [400, 401, 404, 422]),
          params: ReportIdParamsSchema,
          body: NoBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) =>
        asKey(request, async (tx, caller) => {
          await startAddendum(tx, caller, request.params.reportId);
          return { success: true };
        }),
    );

    app.post(
      `${ROOT}/:reportId/cancel-addendum`,
      {
        schema: {
          ...describe('cancelAddendum', 'Give up an addendum in progress, by its own id or its parent’s', [400, 401, 404, 422]),
          params: ReportIdParamsSchema,
          body: NoBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) =>
        asKey(request, async (tx, caller) => {
          await cancelAddendum(tx, caller, request.params.reportId);
          return { success: true };
        }),
    );

    app.get('/files/reports/:file', { schema: { params: FileParamsSchema, querystring: FileQuerySchema } }, async (request, reply) => {
      const { expires, signature } = request.query;
      const pdf = await openPdf(deps, { file: request.params.file, expires, signature, requestId: request.id });
      return reply
        .type('application/pdf')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `inline; filename="${request.params.file}"`)
        .header('referrer-policy', 'no-referrer')
        .send(pdf);
    });
  };
}
