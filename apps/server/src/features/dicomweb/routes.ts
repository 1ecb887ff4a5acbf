import type { IncomingMessage } from 'node:http';
import { ApiError } from '@readroom/contract';
import { isValidUid } from '@readroom/dicom';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { arrivalsOf } from '../arrivals/index.ts';
import { maySendImages, receivedBytes } from '../images/index.ts';
import { MultipartError } from './multipart.ts';
import { storeInstances } from './store.ts';
import { presentOutcome, statusOf } from './store-response.ts';

/** STOW-RS (PS3.18 10.5): POST /dicom-web/studies and /dicom-web/studies/{StudyInstanceUID}, with an API key or a session. */
export function dicomwebRoutes(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    // The body stays a stream of any size. Other types get the answer of this service, not that of JSON routes.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, body, done) => done(null, body));

    const store = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { principal } = request;
      if (!principal) throw new ApiError('unauthenticated');
      if (!maySendImages(principal)) throw new ApiError('forbidden', { message: 'You may not send images.' });
      const { studyInstanceUid } = request.params as { studyInstanceUid?: string };
      if (studyInstanceUid !== undefined && !isValidUid(studyInstanceUid)) {
        throw new ApiError('malformed_request', { message: 'The path names no valid StudyInstanceUID.' });
      }
      if (request.body === undefined) throw new ApiError('malformed_request', { message: 'The request has no instances.' });
      const outcome = await storeInstances(deps, {
        principal,
        requestId: request.id,
        contentType: request.headers['content-type'] ?? '',
        body: receivedBytes(request.body as IncomingMessage),
        studyInstanceUid,
        log: request.log,
        whenStored: await arrivalsOf(deps, principal, request.id),
      }).catch((error: unknown) => {
        throw error instanceof MultipartError ? new ApiError('malformed_request', { message: error.message, cause: error }) : error;
      });
      const status = statusOf(outcome);
      if (status === 409) reply.header('x-should-retry', 'false');
      // As bytes: to text the framework adds a charset, which JSON types do not have (RFC 8259 11).
      return reply
        .code(status)
        .type('application/dicom+json')
        .send(Buffer.from(JSON.stringify(presentOutcome(outcome))));
    };
    app.post('/dicom-web/studies', { schema: { hide: true } }, store);
    app.post('/dicom-web/studies/:studyInstanceUid', { schema: { hide: true } }, store);
  };
}
