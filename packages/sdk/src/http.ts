import { APIConnectionError, APITimeoutError, errorOf, ReadroomError } from './errors.ts';
import { isWorthRetrying, pauseMs } from './retry.ts';

export interface ClientOptions {
  /** `sk_live_...`; default: the environment variable READROOM_API_KEY, where there is an environment. */
  apiKey?: string;
  /** Where the server is, without `/v1`: `https://readroom.hospital.example`; default: READROOM_BASE_URL. */
  baseURL?: string;
  /** Milliseconds until a try is given up; default 60,000. */
  timeout?: number;
  /** How often a failed request is tried again; default 2. */
  maxRetries?: number;
  /** Another fetch, for tests and proxies. */
  fetch?: typeof globalThis.fetch;
}

export interface RequestOptions {
  timeout?: number;
  maxRetries?: number;
  /** Ends the request and its tries. */
  signal?: AbortSignal;
  /** Of a POST: a repeat under the same key is answered as the first. One is made for each call where none is given. */
  idempotencyKey?: string;
  /** Of a PATCH: the change is made only where this is still the study's ETag. */
  ifMatch?: string;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];
export type Query = Record<string, QueryValue>;

/** Sends requests: key, time limit, tries, errors. */
export class Http {
  readonly #apiKey: string;
  readonly #baseURL: string;
  readonly #timeout: number;
  readonly #maxRetries: number;
  readonly #fetch: typeof globalThis.fetch;

  constructor(options: ClientOptions = {}) {
    const apiKey = options.apiKey ?? environment('READROOM_API_KEY');
    const baseURL = options.baseURL ?? environment('READROOM_BASE_URL');
    if (!apiKey) throw new ReadroomError('No API key: hand in apiKey or set READROOM_API_KEY.');
    if (!baseURL) throw new ReadroomError('No server: hand in baseURL or set READROOM_BASE_URL.');
    this.#apiKey = apiKey;
    this.#baseURL = baseURL.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.#timeout = options.timeout ?? 60_000;
    this.#maxRetries = options.maxRetries ?? 2;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** Throws APIError (a class for each status), APITimeoutError, APIConnectionError; what `signal` was aborted with. */
  async request<Answer>(
    method: Method,
    path: string,
    content: { query?: Query | undefined; body?: unknown },
    options: RequestOptions = {},
  ): Promise<Answer> {
    const url = `${this.#baseURL}/v1${path}${queryString(content.query)}`;
    const init = {
      method,
      headers: this.#headers(method, content.body, options),
      ...(content.body === undefined ? {} : { body: JSON.stringify(content.body) }),
    };
    const maxRetries = options.maxRetries ?? this.#maxRetries;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#try<Answer>(url, init, options);
      if ('answer' in outcome) return outcome.answer;
      if (attempt >= maxRetries || !outcome.isWorthRetrying) throw outcome.error;
      await pause(pauseMs(attempt, outcome.headers, Math.random(), Date.now()), options.signal);
    }
  }

  async #try<Answer>(
    url: string,
    init: RequestInit,
    options: RequestOptions,
  ): Promise<{ answer: Answer } | { error: Error; isWorthRetrying: boolean; headers?: Headers }> {
    const timeout = options.timeout ?? this.#timeout;
    const limit = AbortSignal.timeout(timeout);
    const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
    try {
      const response = await this.#fetch(url, { ...init, signal });
      const body = await bodyOf(response);
      if (response.ok) return { answer: body as Answer };
      const { status, headers } = response;
      return { error: errorOf(status, body, headers), isWorthRetrying: isWorthRetrying(status, headers), headers };
    } catch (cause) {
      if (options.signal?.aborted) throw options.signal.reason;
      const error = limit.aborted
        ? new APITimeoutError(`No answer within ${timeout / 1000} s.`, { cause })
        : new APIConnectionError('The connection to the server failed.', { cause });
      return { error, isWorthRetrying: true };
    }
  }

  #headers(method: Method, body: unknown, options: RequestOptions): Record<string, string> {
    return {
      authorization: `Bearer ${this.#apiKey}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': options.idempotencyKey ?? crypto.randomUUID() } : {}),
      ...(options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch }),
    };
  }
}

/** Arrays are joined by commas; null is sent as the empty value, which means "is null"; undefined is left out. */
function queryString(query: Query | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) parameters.append(name, value === null ? '' : Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    if (!response.ok) return undefined;
    throw new ReadroomError('The answer is not JSON: is baseURL that of a Readroom server?', { cause });
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

/** An environment variable in Node, Deno and Bun; undefined in a browser. */
function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name];
}
