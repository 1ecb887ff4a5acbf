/** Everything that this client throws, but for the reason that a `signal` of the caller was aborted with. */
export class ReadroomError extends Error {
  override name = 'ReadroomError';
}

/** The server answered with an error. `status` is that of HTTP, `code` the stable code of the API's error table. */
export class APIError extends ReadroomError {
  override name = 'APIError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  /** What is wrong where: the path of a field and what was expected. */
  readonly issues: { path: string; message: string }[];
  readonly headers: Headers;

  constructor(status: number, body: unknown, headers: Headers) {
    const { message, code, requestId, issues } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    super(typeof message === 'string' ? message : `The server answered ${status}.`);
    this.status = status;
    this.code = typeof code === 'string' ? code : 'unknown';
    this.requestId = typeof requestId === 'string' ? requestId : (headers.get('x-request-id') ?? undefined);
    this.issues = Array.isArray(issues) ? issues : [];
    this.headers = headers;
  }
}

/** 400 */
export class BadRequestError extends APIError {
  override name = 'BadRequestError';
}
/** 401 */
export class AuthenticationError extends APIError {
  override name = 'AuthenticationError';
}
/** 403 */
export class PermissionDeniedError extends APIError {
  override name = 'PermissionDeniedError';
}
/** 404 */
export class NotFoundError extends APIError {
  override name = 'NotFoundError';
}
/** 409 */
export class ConflictError extends APIError {
  override name = 'ConflictError';
}
/** 412 */
export class PreconditionFailedError extends APIError {
  override name = 'PreconditionFailedError';
}
/** 422 */
export class UnprocessableEntityError extends APIError {
  override name = 'UnprocessableEntityError';
}
/** 429 */
export class RateLimitError extends APIError {
  override name = 'RateLimitError';
}
/** 5xx */
export class InternalServerError extends APIError {
  override name = 'InternalServerError';
}

/** No answer came: the server is not there, or the connection broke. */
export class APIConnectionError extends ReadroomError {
  override name = 'APIConnectionError';
}

/** No answer came in time. */
export class APITimeoutError extends APIConnectionError {
  override name = 'APITimeoutError';
}

/** A webhook is not what Readroom sent, is more than five minutes old, or cannot be checked with this secret; `cause` says more. */
export class WebhookVerificationError extends ReadroomError {
  override name = 'WebhookVerificationError';
}

const BY_STATUS: Record<number, typeof APIError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** The error of an answer, by its status. */
export function errorOf(status: number, body: unknown, headers: Headers): APIError {
  const Kind = BY_STATUS[status] ?? (status >= 500 ? InternalServerError : APIError);
  return new Kind(status, body, headers);
}
