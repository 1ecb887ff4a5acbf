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
}

async function send(method: string, path: string, body: unknown, options: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
  /** For actions whose answer does not matter. */
  async run(method: 'POST' | 'DELETE', path: string, body?: unknown, options: RequestOptions = {}): Promise<void> {
    await send(method, path, body, options);
  },
};
