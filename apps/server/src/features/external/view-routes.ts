import { StudyExternalReportsSchema } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { requireUser } from '../principal/index.ts';
import { openShownFile, readStudyReports } from './view.ts';

const ROOT = '/api/studies/:studyId/external-reports';
const Params = z.strictObject({ studyId: z.string() });
const FileParams = z.strictObject({ studyId: z.string(), externalReportId: z.string() });
/** The bytes came from outside: they are shown, in a frame of our own pages, and run nothing. A browser's PDF viewer counts as an object. */
const FILE_POLICY =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/** What was reported elsewhere, in the reading room. */
export function externalViewRoutes(deps: Deps): FastifyPluginAsyncZod {
  const readerOf = (request: FastifyRequest) => ({ principal: requireUser(request), requestId: request.id });

  return async (app) => {
    app.get(ROOT, { schema: { params: Params, response: { 200: StudyExternalReportsSchema } } }, (request) => {
      const reader = readerOf(request);
      return deps.db.inClinic(reader.principal.clinicId, (tx) => readStudyReports(tx, reader, request.params.studyId));
    });

    app.get(`${ROOT}/:externalReportId/file`, { schema: { params: FileParams } }, async (request, reply) => {
      const { studyId, externalReportId } = request.params;
      const { bytes, name, type } = await openShownFile(deps, readerOf(request), studyId, externalReportId);
      return reply
        .type(type)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
        .header('content-security-policy', FILE_POLICY)
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(bytes);
    });
  };
}
