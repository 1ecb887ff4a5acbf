import { ApiError, ERRORS, type ErrorBody, type ErrorCode } from '@readroom/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { asSent } from './sent-names.ts';

/** Errors that the framework throws before a handler runs, in the words of the contract's table. */
const OF_FRAMEWORK: Record<string, ApiError> = {
  FST_ERR_CTP_INVALID_JSON_BODY: new ApiError('malformed_request', { message: 'The body is not valid JSON.' }),
  FST_ERR_CTP_EMPTY_JSON_BODY: new ApiError('malformed_request', { message: 'The body is empty.' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new ApiError('malformed_request', { message: 'The body is not as long as content-length says.' }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new ApiError('unsupported_media_type'),
  FST_ERR_CTP_BODY_TOO_LARGE: new ApiError('body_too_large'),
  FST_ERR_BAD_URL: new ApiError('malformed_request', { message: 'The path is not a valid URL path.' }),
  FST_ERR_ASYNC_CONSTRAINT: new ApiError('route_not_found'),
};

/** Every failure as the caller sees it: one of the table. What we did not foresee is `internal` and says nothing of its cause. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : OF_FRAMEWORK[code];
  if (known) return known;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new ApiError('malformed_request', { cause: error });
  return new ApiError('internal', { cause: error });
}

/** The body of the answer to a failed request. */
export function errorBody(error: ApiError, requestId: string): ErrorBody {
  const body: ErrorBody = { message: error.message, code: error.code, requestId };
  return error.issues ? { ...body, issues: error.issues } : body;
}

/** The headers that clients act on: whether to try again, and when. */
export function errorHeaders(error: ApiError): Record<string, string> {
  const headers: Record<string, string> = {};
  // Clients repeat 409 by themselves; the second answer would be the same.
  if (error.status === 409) headers['x-should-retry'] = 'false';
  const wait = error.retryAfterSeconds ?? (error.status === 429 || error.status === 503 ? 1 : undefined);
  if (wait !== undefined) {
    headers['retry-after'] = String(Math.ceil(wait));
    headers['retry-after-ms'] = String(Math.ceil(wait * 1000));
  }
  if (error.status === 401) headers['www-authenticate'] = 'Bearer';
  return headers;
}

/** Sends the failure as text, so that no response schema of the route reshapes it. */
export function sendError(reply: FastifyReply, error: ApiError, extra: Record<string, unknown> = {}): FastifyReply {
  const body = errorBody(error, reply.request.id);
  const issues = body.issues?.map((issue) => asSent(reply.request, issue));
  return reply
    .code(error.status)
    .headers(errorHeaders(error))
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ ...body, ...(issues && { issues }), ...extra }));
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = toApiError(error);
  if (failure.status >= 500) request.log.error({ err: failure.cause ?? failure, route: request.routeOptions.url }, 'request failed');
  sendError(reply, failure);
}

/** For paths that no route has. A scope whose hooks must run first (the key check of /v1) sets it as its own not-found handler. */
export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): void {
  sendError(reply, new ApiError('route_not_found'));
}

/** The whole HTTP answer for a connection on which no request could be read. */
export function rawErrorResponse(code: ErrorCode, requestId: string): string {
  const body = JSON.stringify(errorBody(new ApiError(code), requestId));
  const status = ERRORS[code][0];
  return [
    `HTTP/1.1 ${status} ${status === 400 ? 'Bad Request' : 'Error'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
