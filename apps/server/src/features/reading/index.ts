import { AssignSchema, StudyPageSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { requireFullSession, requireUser } from '../principal/index.ts';
import { assign, readStudyPage } from './service.ts';

const Params = z.strictObject({ studyId: z.string() });

/** The reading room's page of one study, and its assignment. */
export function readingRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/api/studies/:studyId', { schema: { params: Params, response: { 200: StudyPageSchema } } }, async (request) =>
      readStudyPage(deps, requireUser(request), request.params.studyId, request.id),
    );

    app.post(
      '/api/studies/:studyId/assign',
      { schema: { params: Params, body: AssignSchema, response: { 200: StudyPageSchema } } },
      async (request) => assign(deps, requireFullSession(request), request.params.studyId, request.body.assignedTo, request.id),
    );
  };
}
