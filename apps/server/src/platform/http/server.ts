import { randomUUID } from 'node:crypto';
import { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { handleError, handleNotFound, rawErrorResponse, sendError, toApiError } from './error-handler.ts';
import { addEtag } from './etag.ts';
import { acceptJsonBodies, allowLongStudies, USUAL_BODY_BYTES } from './json-body.ts';
import { requestId } from './request-id.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { rememberNames } from './sent-names.ts';
import { serializerCompiler } from './serialize.ts';
import { validatorCompiler } from './validation.ts';

/** Options of the Fastify constructor. The caller adds its logger and what it knows of the network (trustProxy). */
export const httpOptions = {
  bodyLimit: USUAL_BODY_BYTES,
  // The framework's own lines carry the URL, whose query may name a patient: ours carry the route.
  logController: new LogController({ disableRequestLogging: true }),
  requestIdHeader: false,
  genReqId: requestId,
  // A path may carry an overlong id: it is a 404 of its route like any other that is not there.
  routerOptions: { maxParamLength: 4000 },
  return503OnClosing: true,
  frameworkErrors: (error, request, reply) => {
    reply.header('x-request-id', request.id);
    sendError(reply, toApiError(error));
  },
  clientErrorHandler: (_error, socket) => {
    if (socket.writable) socket.end(rawErrorResponse('malformed_request', randomUUID()));
  },
} satisfies FastifyServerOptions;

/** Gives an app the rules that every path shares: request ids, JSON bodies, schema validation, errors of the one table, a log line per request without PHI. */
export function configureHttp(app: FastifyInstance): void {
  allowLongStudies(app);
  acceptJsonBodies(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('preValidation', rememberNames);
  app.addHook('preSerialization', addEtag);
  app.addHook('onSend', addSecurityHeaders);
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    request.log.info(line, 'request');
  });
}
