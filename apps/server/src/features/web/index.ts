import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { ApiError } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';

const DIST = fileURLToPath(new URL('../../../../web/dist', import.meta.url));

/** Only our own code and data; WebAssembly for the image codecs, blob: for their workers and for rendered thumbnails. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob: data:",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
].join('; ');

/** Serves the built web app. Its routes live in the browser, so every other GET for a page answers index.html. */
export function webRoutes(_deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onSend', async (request, reply) => {
      reply.header('x-content-type-options', 'nosniff');
      reply.header('referrer-policy', 'no-referrer');
      if (!request.url.startsWith('/docs')) reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    });
    if (!existsSync(DIST)) return;
    await app.register(fastifyStatic, {
      root: DIST,
      wildcard: false,
      setHeaders(response, path) {
        // Built assets carry a hash of their content in the name.
        response.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get('/*', async (request, reply) => {
      const wantsPage = request.headers.accept?.includes('text/html') ?? false;
      const ofApi = /^\/(v1|api|dicom-web|files|assets)(\/|$|\?)/.test(request.url);
      if (ofApi || !wantsPage) throw new ApiError('route_not_found');
      return reply.sendFile('index.html', { cacheControl: false });
    });
  };
}
