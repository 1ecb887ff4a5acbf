import { ApiError } from '@readroom/contract';
import type { FastifyInstance } from 'fastify';

/**
 * Notes the routes that are registered from now on. @returns what to call when all are: it gives each of their paths an answer to every other method, 405 with
 * `Allow` (RFC 9110 15.5.6). OPTIONS is one of those: no page of another site may call, so there is nothing to ask for. Wildcards are not paths.
 */
export function watchMethods(app: FastifyInstance): () => void {
  const paths = new Map<string, { url: string; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    // Parameters have names for the handlers only: `/a/:x` and `/a/:y` are one path.
    const shape = url.replace(/:[^/]+/g, ':');
    const path = paths.get(shape) ?? { url, methods: new Set() };
    for (const one of [method].flat()) path.methods.add(one);
    paths.set(shape, path);
  });
  return () => {
    for (const { url, methods } of [...paths.values()]) refuseOthers(app, url, [...methods].sort());
  };
}

function refuseOthers(app: FastifyInstance, url: string, allowed: string[]): void {
  app.route({
    url,
    method: app.supportedMethods.filter((method) => !allowed.includes(method)),
    exposeHeadRoute: false,
    // Before a body is read: it would be refused for its own sake.
    onRequest: async (_request, reply) => {
      reply.header('allow', allowed.join(', '));
      throw new ApiError('method_not_allowed');
    },
    handler: async () => {},
  });
}
