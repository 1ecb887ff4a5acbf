import { WorklistQuerySchema, WorklistSchema, WorklistSearchSchema } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { requireFullSession, requireUser } from '../principal/index.ts';
import { startStudyEvents } from './events.ts';
import { readWorklist } from './service.ts';

/** GET /api/worklist (POST with words to search for) and its live updates, GET /api/events (server-sent events). */
export function worklistRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const events = await startStudyEvents(deps);
    app.addHook('preClose', () => events.close());

    app.get('/api/worklist', { schema: { querystring: WorklistQuerySchema, response: { 200: WorklistSchema } } }, async (request) =>
      readWorklist(deps, requireFullSession(request), request.query, '', request.id),
    );

    app.post(
      '/api/worklist',
      { schema: { querystring: WorklistQuerySchema, body: WorklistSearchSchema, response: { 200: WorklistSchema } } },
      async (request) => readWorklist(deps, requireFullSession(request), request.query, request.body.words, request.id),
    );

    app.get('/api/events', async (request, reply) => {
      const user = requireUser(request);
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-request-id': request.id,
      });
      events.add(user, reply.raw);
    });
  };
}
