import { ApiError } from '@readroom/contract';
import type { FastifyInstance } from 'fastify';

/**
 * The largest body: a study with 50 prior reports of 50,000 characters, each written as a six-byte JSON escape, and the rest of its fields, takes 17 MB.
 */
export const MAX_JSON_BODY_BYTES = 20 * 1024 * 1024;

/**
 * Bodies are JSON or absent. Clients announce a content type and send no bytes on calls without fields: that is an absent body, whatever the type says.
 * Any other type is refused with 415. A plugin that takes other bodies adds its own parser in its own scope.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json\b/i, { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    parse(request, body as string, done);
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    done(new ApiError('unsupported_media_type', { message: 'Send the body as application/json.' }));
  });
}
