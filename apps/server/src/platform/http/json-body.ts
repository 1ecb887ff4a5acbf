import { ApiError } from '@readroom/contract';
import type { FastifyInstance } from 'fastify';

/** Everything but a study: what nobody is signed in for, above all. */
export const USUAL_BODY_BYTES = 1024 * 1024;

/**
 * The largest body: a study with 50 prior reports of 50,000 characters, each written as a six-byte JSON escape, and the rest of its fields, takes 17 MB.
 */
export const MAX_JSON_BODY_BYTES = 20 * 1024 * 1024;

/** More than any body of the API has; what walks a value level by level runs out of stack far beyond. */
const MOST_LEVELS = 100;

/** Studies and what is told of them may be long. Routes that say otherwise keep their limit. */
export function allowLongStudies(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (/\/(?:[\w-]+-)?(?:studies|reports)\b/.test(route.url)) route.bodyLimit ??= MAX_JSON_BODY_BYTES;
  });
}

/**
 * Bodies are JSON or absent. Clients announce a content type and send no bytes on calls without fields: that is an absent body, whatever the type says.
 * Any other type is refused with 415. A plugin that takes other bodies adds its own parser in its own scope.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json\b/i, { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    if (isDeeperThan(MOST_LEVELS, body as string)) return done(tooDeep());
    parse(request, body as string, done);
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    done(new ApiError('unsupported_media_type', { message: 'Send the body as application/json.' }));
  });
}

/** Whether brackets are nested deeper, looked at before the text is parsed. */
function isDeeperThan(levels: number, text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (isText) {
      if (character === BACKSLASH) at += 1;
      else if (character === QUOTE) isText = false;
    } else if (character === QUOTE) isText = true;
    else if (character === BRACKET || character === BRACE) depth += 1;
    else if (character === BRACKET_END || character === BRACE_END) depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}

const [QUOTE, BACKSLASH, BRACKET, BRACKET_END, BRACE, BRACE_END] = [...'"\\[]{}'].map((character) => character.charCodeAt(0));

function tooDeep(): ApiError {
  return new ApiError('malformed_request', {
    issues: [{ path: '', message: `expected at most ${MOST_LEVELS} levels of objects and lists` }],
  });
}
