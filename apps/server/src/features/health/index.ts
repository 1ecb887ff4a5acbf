import { ApiError } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';

const StatusSchema = z.strictObject({ status: z.literal('ok') });

/** GET /healthz: the process answers. GET /readyz: it can serve, its database and storage too; 503 otherwise. */
export function healthRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/healthz', { schema: { response: { 200: StatusSchema } } }, async () => ({ status: 'ok' as const }));

    app.get('/readyz', { schema: { response: { 200: StatusSchema } } }, async () => {
      try {
        await deps.db.check();
        await deps.storage.check();
      } catch (cause) {
        throw new ApiError('unavailable', { message: 'The database or the storage does not answer.', cause, retryAfterSeconds: 5 });
      }
      return { status: 'ok' as const };
    });
  };
}
