import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import type { Deps } from '../../deps.ts';
import { documentSettings } from './document.ts';
import { version } from './version.ts';

/** The page may fetch from this server and nowhere else; its script is one file of our own and one inline call of it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join('; ');

/** GET /openapi.json, and /docs, which shows it and asks no other host for anything. Register it before the routes that it describes. */
export function openApi(deps: Pick<Deps, 'config'>) {
  return fp(async (app) => {
    await app.register(swagger, documentSettings(deps.config.publicUrl, version()));
    app.get('/openapi.json', async () => app.swagger());
    await app.register(async (docs) => {
      docs.addHook('onSend', async (_request, reply: FastifyReply) => {
        reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
      });
      await docs.register(scalar, {
        routePrefix: '/docs',
        configuration: {
          url: '/openapi.json',
          pageTitle: 'Readroom API',
          withDefaultFonts: false,
          telemetry: false,
          hideClientButton: true,
          showDeveloperTools: 'never',
          authentication: { preferredSecurityScheme: 'apiKey' },
          agent: { disabled: true },
          mcp: { disabled: true },
        },
      });
    });
  });
}
