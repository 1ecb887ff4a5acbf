import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { ApiError } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';

const DIST = fileURLToPath(new URL('../../../../web/dist', import.meta.url));

/** The path after the first slash, as the router decoded it. */
const PathSchema = z.object({ '*': z.string() });

/** Serves the built web app. Its routes live in the browser, so every other GET for a page answers index.html. */
export function webRoutes(_deps: Deps, root = DIST): FastifyPluginAsyncZod {
  return async (app) => {
    if (!existsSync(root)) return;
    await app.register(fastifyStatic, {
      root,
      wildcard: false,
      setHeaders(response, path) {
        // Built assets carry a hash of their content in the name.
        response.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get('/*', { schema: { params: PathSchema } }, async (request, reply) => {
      const wantsPage = request.headers.accept?.includes('text/html') ?? false;
      const ofApi = /^(v1|api|dicom-web|files|assets)(\/|$)/.test(request.params['*']);
      if (ofApi || !wantsPage) throw new ApiError('route_not_found');
      return reply.sendFile('index.html', { cacheControl: false });
    });
  };
}
