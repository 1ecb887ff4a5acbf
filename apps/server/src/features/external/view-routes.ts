import { StudyExternalReportsSchema } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { FOREIGN_FILE_POLICY } from '../../platform/http/security-headers.ts';
import { requireUser } from '../principal/index.ts';
import { openShownFile, readStudyReports } from './view.ts';

const ROOT = '/api/studies/:studyId/external-reports';
const Params = z.strictObject({ studyId: z.string() });
const FileParams = z.strictObject({ studyId: z.string(), externalReportId: z.string() });

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
        .header('content-security-policy', FOREIGN_FILE_POLICY)
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(bytes);
    });
  };
}
