import { Readable } from 'node:stream';
import { ApiError, EphemeralAccessRequestSchema, ImageAccessSchema, NoBodySchema, optionalBody, publicId } from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { FOREIGN_FILE_POLICY } from '../../platform/http/security-headers.ts';
import { openStudy } from '../access/index.ts';
import { findOpened } from '../ephemeral/index.ts';
import { requireSession, requireUser, type UserPrincipal } from '../principal/index.ts';
import { openEphemeralImages, openStudyImages } from './access.ts';
import { FETCH_LIMITS, fetchGranted } from './fetch-granted.ts';
import { type Grant, openGrant } from './grant.ts';
import { createSlots } from './slots.ts';

const StudyParams = z.strictObject({ studyId: z.string() });
/** A key is longer than a named part of a path may be. */
const KeyParams = z.strictObject({ '*': z.string() });

/** A browser asks for a handful at once; a study is hundreds. */
const SLOTS = { total: 64, perOwner: 12, waitingPerOwner: 500 };

/** Images that their sender keeps: who grants them, and their bytes, which go through the server so that the sender's URL never reaches a browser. */
export function imageAccessRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const slots = createSlots(SLOTS);

    app.post(
      '/api/studies/:studyId/image-access',
      { schema: { params: StudyParams, body: NoBodySchema, response: { 200: ImageAccessSchema } } },
      (request) => openStudyImages(deps, { user: requireUser(request), requestId: request.id }, request.params.studyId),
    );

    app.post(
      '/api/ephemeral/image-access',
      { schema: { body: optionalBody(EphemeralAccessRequestSchema), response: { 200: ImageAccessSchema } } },
      (request) => openEphemeralImages(deps, { user: requireSession(request), requestId: request.id }, request.body.ephemeralSessionId),
    );

    // No HEAD: it would fetch all of it for nothing.
    app.get('/api/image-access/*', { exposeHeadRoute: false, schema: { params: KeyParams } }, async (request, reply) => {
      const user = requireSession(request);
      const grant = openGrant(deps, user, request.params['*']);
      // Before anything is waited for: what closes meanwhile is not told afterwards.
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      if (request.raw.socket.destroyed) gone.abort();
      try {
        await mustStillReach(deps, user, grant);
        const free = await slots.take(user.sessionId, gone.signal);
        const fetch = { grant, signal: gone.signal, limits: FETCH_LIMITS };
        const { length, contentRange, bytes } = await fetchGranted(deps, fetch, rangeOf(request.headers.range, grant)).catch(
          (error: unknown) => {
            free();
            throw error;
          },
        );
        reply.raw.once('close', free);
        reply.headers({ 'content-type': grant.type, 'cache-control': 'private, no-store', ...disposition(grant) });
        reply.header('content-security-policy', FOREIGN_FILE_POLICY);
        if (length !== null) reply.header('content-length', length);
        if (contentRange !== null) reply.code(206).header('content-range', contentRange);
        return reply.send(Readable.from(bytes, { objectMode: false }));
      } catch (error) {
        // Nobody is left to be told.
        if (gone.signal.aborted) return reply.hijack();
        throw error;
      }
    });
  };
}

/** A player of videos asks for parts, and begins anew at each; all else is read from its beginning to its end. */
function rangeOf(header: string | undefined, { type }: Grant): string | null {
  return type === 'video/mp4' && header !== undefined && /^bytes=(?:\d{1,15}-\d{0,15}|-\d{1,15})$/.test(header) ? header : null;
}

/** The access may have ended since the key was made: reassigned, deleted, revoked. Throws `not_found`. */
async function mustStillReach(deps: Deps, user: UserPrincipal, { of }: Grant): Promise<void> {
  await deps.db.inClinic(user.clinicId, async (tx) => {
    if ('studyId' in of) await openStudy(tx, user, publicId('stu', of.studyId));
    else if (!(await findOpened(tx, user.sessionId, of.ephemeralId, deps.clock.now()))) throw new ApiError('not_found');
  });
}

/** RFC 6266 with RFC 8187: any name, in ASCII. */
function disposition({ fileName }: Grant): Record<string, string> {
  if (fileName === null) return {};
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { 'content-disposition': `inline; filename*=UTF-8''${encoded}` };
}
