import type { Readable } from 'node:stream';
import {
  ActionSchema,
  ApiError,
  DictationSchema,
  DraftSavedSchema,
  DraftSaveSchema,
  DraftSchema,
  ERRORS,
  ErrorSchema,
  publicId,
  ReportPageSchema,
  rawId,
  SignSchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import { requireUser } from '../principal/index.ts';
import { ensurePdf } from '../report-pdf/index.ts';
import { beginAddendum, giveUpAddendum } from './addendum.ts';
import { keepDictation, saveDraft } from './draft.ts';
import { openReport, reachReport, readReport } from './open.ts';
import { signReport } from './sign.ts';

const StudyParams = z.strictObject({ studyId: z.string() });
const ReportParams = z.strictObject({ reportId: z.string() });
/** A stale save is told which draft stands, so that the reader can compare. */
const DraftConflictSchema = ErrorSchema.extend({ draft: DraftSchema });

/** Writing and signing under /api. */
export function reportingRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/api/studies/:studyId/report', { schema: { params: StudyParams, response: { 200: ReportPageSchema } } }, async (request) =>
      openReport(deps, requireUser(request), request.params.studyId, request.id),
    );

    app.get('/api/reports/:reportId', { schema: { params: ReportParams, response: { 200: ReportPageSchema } } }, async (request) =>
      readReport(deps, requireUser(request), request.params.reportId, request.id),
    );

    app.put(
      '/api/reports/:reportId/draft',
      {
        bodyLimit: 8 * 1024 * 1024,
        schema: {
          params: ReportParams,
          body: DraftSaveSchema,
          response: { 200: DraftSavedSchema, 409: z.union([DraftConflictSchema, ErrorSchema]) },
        },
      },
      async (request, reply) => {
        const outcome = await saveDraft(deps, requireUser(request), request.params.reportId, request.body, request.id);
        if ('saved' in outcome) return outcome.saved;
        reply.header('x-should-retry', 'false');
        return reply
          .code(409)
          .send({ message: ERRORS.draft_conflict[1], code: 'draft_conflict', requestId: request.id, draft: outcome.conflict });
      },
    );

    app.post(
      '/api/reports/:reportId/dictations',
      { schema: { params: ReportParams, body: DictationSchema, response: { 200: ActionSchema } } },
      async (request) => {
        await keepDictation(deps, requireUser(request), request.params.reportId, request.body.spoken, request.id);
        return { success: true };
      },
    );

    app.post(
      '/api/reports/:reportId/sign',
      { schema: { params: ReportParams, body: SignSchema, response: { 200: ReportPageSchema } } },
      async (request) => signReport(deps, requireUser(request), request.params.reportId, request.body, request.id),
    );

    app.post('/api/studies/:studyId/addendum', { schema: { params: StudyParams, response: { 200: ReportPageSchema } } }, async (request) =>
      beginAddendum(deps, requireUser(request), request.params.studyId, request.id),
    );

    app.post(
      '/api/reports/:reportId/cancel-addendum',
      { schema: { params: ReportParams, response: { 200: ActionSchema } } },
      async (request) => {
        await giveUpAddendum(deps, requireUser(request), request.params.reportId, request.id);
        return { success: true };
      },
    );

    app.get('/api/reports/:reportId/pdf', { schema: { params: ReportParams } }, async (request, reply) => {
      const user = requireUser(request);
      const id = rawId('rep', request.params.reportId);
      if (!id) throw new ApiError('not_found');
      await deps.db.inClinic(user.clinicId, async (tx) => {
        const { study, report } = await reachReport(tx, user, request.params.reportId);
        if (report.status !== 'completed') throw new ApiError('not_found');
        await recordAudit(tx, {
          clinicId: study.clinicId,
          actor: actorOf(user),
          action: 'report.pdf_opened',
          subject: publicId('rep', id),
          studyId: study.id,
          requestId: request.id,
        });
      });
      const { key } = await ensurePdf(deps, user.clinicId, id);
      const file: Readable = await deps.storage.get(key);
      return reply
        .type('application/pdf')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `inline; filename="${request.params.reportId}.pdf"`)
        .send(file);
    });
  };
}
