import type { ErrorBody, Issue } from '@readroom/contract';

/** The server answered with an error of the contract's table. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly issues: Issue[];
  /** From the Retry-After header, in seconds. */
  readonly retryAfterSeconds: number | null;
  /** The whole body: some answers carry more than the error, e.g. the current draft of a draft_conflict. */
  readonly body: unknown;

  constructor(status: number, error: Partial<ErrorBody>, retryAfterSeconds: number | null, body: unknown) {
    super(error.message ?? `The server answered ${status}.`);
    this.name = 'ApiFailure';
    this.status = status;
    this.code = error.code ?? 'internal';
    this.requestId = error.requestId ?? null;
    this.issues = error.issues ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
    this.body = body;
  }
}

/** No answer came: the network or the server is away. What was asked may or may not have happened. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'ConnectionLost';
  }
}

/** The server answered something that this version of the app does not understand. */
export class UnexpectedAnswer extends Error {
  constructor(path: string, cause: unknown) {
    super(`The answer of ${path} does not have the expected shape.`, { cause });
    this.name = 'UnexpectedAnswer';
  }
}
