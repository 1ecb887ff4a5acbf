import { z } from 'zod';
import { EXAMPLES } from './examples.ts';

/** The one table of errors: code -> status and the message a caller gets when none more exact is given. Codes are stable; messages may improve. */
export const ERRORS = {
  malformed_request: [400, 'The request is malformed.'],
  unauthenticated: [401, 'No valid credentials: send Authorization: Bearer with an API key of this installation, or sign in.'],
  invalid_sign_in: [401, 'The email or the password is wrong.'],
  second_factor_wrong: [401, 'The code is wrong or was used already. Wait for the next one and try again.'],
  second_factor_expired: [401, 'Too much time has passed since the password. Sign in again.'],
  link_not_valid: [401, 'This link has been used or has expired. Ask for a new one.'],
  forbidden: [403, 'This key or user may not do that.'],
  viewer_not_enabled: [403, 'This API key does not have the Viewer enabled.'],
  not_found: [404, 'There is nothing here with that id.'],
  route_not_found: [404, 'There is no such operation. See /docs.'],
  method_not_allowed: [405, 'This path does not answer that method. See /docs.'],
  conflict: [409, 'This conflicts with what is already stored.'],
  study_uid_taken: [409, 'A study with this studyInstanceUid already exists in this clinic.'],
  draft_conflict: [409, 'The draft was changed in another window. Nothing was overwritten.'],
  already_signed: [409, 'This report is already signed.'],
  request_in_flight: [409, 'A request with this Idempotency-Key is still being answered.'],
  image_link_expired: [410, 'The access to these images has expired. Ask for it again.'],
  precondition_failed: [412, 'This has changed since the ETag of If-Match was given. Read it again; nothing was changed.'],
  body_too_large: [413, 'The request body is too large.'],
  unsupported_media_type: [415, 'This content type is not accepted here.'],
  unprocessable: [422, 'The request is well-formed but a rule refuses it.'],
  study_cancelled: [422, 'The study is cancelled. Uncancel it first.'],
  idempotency_key_reused: [422, 'This Idempotency-Key was used with another request.'],
  report_checks_failed: [422, 'The report cannot be signed yet: see issues.'],
  too_many_requests: [429, 'Too many requests. Wait as retry-after says.'],
  internal: [500, 'Something went wrong here. The request id finds the cause in the server log.'],
  image_source_failed: [502, 'The system that keeps this image did not hand it out. Try again; if that does not help, ask who runs it.'],
  image_not_usable: [502, 'What the system that keeps this image sent cannot be shown. Ask who runs it.'],
  image_source_timeout: [504, 'The system that keeps this image did not send it in time. Try again.'],
  overloaded: [503, 'The server has more to do than it can do at once; nothing of this was done. Try again shortly.'],
  unavailable: [503, 'The server is starting or stopping. Try again shortly.'],
  storage_full: [507, 'The storage is full: nothing of this was kept. Free space and send it again.'],
} as const satisfies Record<string, readonly [number, string]>;
export type ErrorCode = keyof typeof ERRORS;

export const IssueSchema = z.strictObject({
  path: z.string().describe('The faulty field, such as `reportMetadata.studyDate` or `priorReports[0].reportText`.'),
  message: z.string().describe('What is wrong with it.'),
});
export type Issue = z.infer<typeof IssueSchema>;

export const ErrorSchema = z
  .strictObject({
    message: z.string().describe('What went wrong, in words for a person. The wording may change.'),
    code: z.string().describe('What went wrong, for a program: a stable name such as `not_found`.'),
    requestId: z.string().describe('The same as the header x-request-id.'),
    issues: z.array(IssueSchema).optional().describe('The faulty fields, where the fault lies in some.'),
  })
  .meta({
    id: 'Error',
    examples: [EXAMPLES.error],
    description: 'Every failure: `code` is stable, `requestId` finds the cause in the server log, `issues` name the faulty fields.',
  });
export type ErrorBody = z.infer<typeof ErrorSchema>;

/** Thrown by services and policies; the HTTP layer turns it into ErrorBody. Neither message nor issues may hold PHI. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly issues: Issue[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: { message?: string; issues?: Issue[]; retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(options.message ?? ERRORS[code][1], { cause: options.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = ERRORS[code][0];
    this.issues = options.issues;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
