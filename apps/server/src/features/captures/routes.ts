import { ApiError, CaptureQuerySchema, CaptureSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { requireUser } from '../principal/index.ts';
import { capture, checkCapture } from './capture.ts';

const MAX_PNG_BYTES = 32 * 1024 * 1024;
const StudyParams = z.strictObject({ studyId: z.string() });

/** Captures of the viewer: one PNG becomes one DICOM object of the study. */
export function captureRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.addContentTypeParser('image/png', { parseAs: 'buffer', bodyLimit: MAX_PNG_BYTES }, (_request, body, done) => done(null, body));

    app.post(
      '/api/studies/:studyId/captures',
      {
        bodyLimit: MAX_PNG_BYTES,
        schema: { params: StudyParams, querystring: CaptureQuerySchema, response: { 201: CaptureSchema } },
        // Before 32 MB are held in memory.
        onRequest: async (request) => checkCapture(deps, requireUser(request), (request.params as { studyId: string }).studyId),
      },
      async (request, reply) => {
        if (!Buffer.isBuffer(request.body)) throw new ApiError('unsupported_media_type', { message: 'Send one picture as image/png.' });
        const { studyId } = request.params;
        const made = await capture(
          deps,
          { user: requireUser(request), requestId: request.id, studyId, source: request.query },
          request.body,
        );
        return reply.code(201).send(made);
      },
    );
  };
}
