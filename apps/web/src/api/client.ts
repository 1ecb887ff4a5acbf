import { type ErrorBody, ErrorSchema } from '@readroom/contract';
import { reportConnection } from './connection.ts';
import { ApiFailure, ConnectionLost, UnexpectedAnswer } from './failure.ts';
import { reportSessionEnded } from './session-end.ts';

/** The part of a zod schema that the client needs: every schema of the contract fits. */
export interface AnswerSchema<T> {
  parse(value: unknown): T;
}

export interface RequestOptions {
  signal?: AbortSignal;
  /** Sent even while the page unloads (at most 64 KB, a browser's limit). */
  keepalive?: boolean;
  /** The ETag that was read: where what it names has changed since, nothing happens and ApiFailure says 412. */
  ifMatch?: string | null;
  /** Told the ETag of the answer. */
  onEtag?: (etag: string | null) => void;
}

async function send(method: string, path: string, body: unknown, options: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      // A file brings its own type.
      headers: {
        accept: 'application/json',
        ...(body === undefined || body instanceof Blob ? {} : { 'content-type': 'application/json' }),
        ...(options.ifMatch ? { 'if-match': options.ifMatch } : {}),
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.keepalive ? { keepalive: true } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    reportConnection(false);
    throw new ConnectionLost(cause);
  }
  reportConnection(true);
  if (!response.ok) {
    const failure = await failureOf(response);
    if (failure.code === 'unauthenticated') reportSessionEnded(true);
    throw failure;
  }
  options.onEtag?.(response.headers.get('etag'));
  return response;
}

/** Reads a failed answer: the contract's error body, or whatever a proxy in between said. */
export async function failureOf(response: Pick<Response, 'status' | 'headers' | 'text'>): Promise<ApiFailure> {
  const text = await response.text();
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body = parseJson(text);
  return new ApiFailure(response.status, errorIn(body), Number.isFinite(retryAfter) ? retryAfter : null, body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The error fields of a body, also where the body holds more than them. */
export function errorIn(body: unknown): Partial<ErrorBody> {
  if (typeof body !== 'object' || body === null) return {};
  const known = Object.fromEntries(Object.entries(body).filter(([name]) => name in ErrorSchema.shape));
  const parsed = ErrorSchema.partial().safeParse(known);
  return parsed.success ? (parsed.data as Partial<ErrorBody>) : {};
}

async function answer<T>(response: Response, path: string, schema: AnswerSchema<T>): Promise<T> {
  const body = parseJson(await response.text());
  try {
    return schema.parse(body);
  } catch (cause) {
    throw new UnexpectedAnswer(path, cause);
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const parts = (rest + value).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

/**
 * The /api of the server, by cookie. Every answer is checked against its schema of the contract.
 * Throws ApiFailure (the server refused), ConnectionLost (no answer) or UnexpectedAnswer.
 */
export const api = {
  async get<T>(path: string, schema: AnswerSchema<T>, options: RequestOptions = {}): Promise<T> {
    return answer(await send('GET', path, undefined, options), path, schema);
  },
  async post<T>(path: string, body: unknown, schema: AnswerSchema<T>, options: RequestOptions = {}): Promise<T> {
    return answer(await send('POST', path, body, options), path, schema);
  },
  async put<T>(path: string, body: unknown, schema: AnswerSchema<T>, options: RequestOptions = {}): Promise<T> {
    return answer(await send('PUT', path, body, options), path, schema);
  },
  async patch<T>(path: string, body: unknown, schema: AnswerSchema<T>, options: RequestOptions = {}): Promise<T> {
    return answer(await send('PATCH', path, body, options), path, schema);
  },
  /** POST without a body, answered line by line (JSON Lines) while the server works. Throws ConnectionLost where the answer breaks off. */
  async *postLines<T>(path: string, schema: AnswerSchema<T>, options: RequestOptions = {}): AsyncGenerator<T> {
    const response = await send('POST', path, {}, options);
    try {
      for await (const line of linesOf(response)) {
        try {
          yield schema.parse(parseJson(line));
        } catch (cause) {
          throw new UnexpectedAnswer(path, cause);
        }
      }
    } catch (cause) {
      throw cause instanceof UnexpectedAnswer || options.signal?.aborted ? cause : new ConnectionLost(cause);
    }
  },
  /** For actions whose answer does not matter. */
  async run(method: 'POST' | 'DELETE', path: string, body?: unknown, options: RequestOptions = {}): Promise<void> {
    await send(method, path, body, options);
  },
};
