import { APIConnectionError, APITimeoutError, errorOf, ReadroomError } from './errors.ts';
import { isWorthRetrying, pauseMs } from './retry.ts';

export interface ClientOptions {
  /** `sk_live_...`; default: the environment variable READROOM_API_KEY, else AVARA_API_KEY, where there is an environment. */
  apiKey?: string | undefined;
  /** Where the server is, without `/v1`: `https://readroom.hospital.example`; default: READROOM_BASE_URL, else AVARA_BASE_URL. */
  baseURL?: string | undefined;
  /** Milliseconds until a try is given up; default 60,000. */
  timeout?: number | undefined;
  /** How often a failed request is tried again; default 2. */
  maxRetries?: number | undefined;
  /** Another fetch, for tests and proxies. */
  fetch?: typeof globalThis.fetch | undefined;
}

export interface RequestOptions {
  timeout?: number | undefined;
  maxRetries?: number | undefined;
  /** Ends the request and its tries. */
  signal?: AbortSignal | undefined;
  /** Of a POST: a repeat under the same key is answered as the first. One is made for each call where none is given. */
  idempotencyKey?: string | undefined;
  /** Of a PATCH: the change is made only where this is still the study's ETag. */
  ifMatch?: string | undefined;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];
export type Query = Record<string, QueryValue>;

const NOT_JSON = 'The answer is not JSON: is baseURL that of a Readroom server?';

/** Sends requests: key, time limit, tries, errors. */
export class Http {
  readonly #apiKey: string;
  readonly #baseURL: string;
  readonly #timeout: number;
  readonly #maxRetries: number;
  readonly #fetch: typeof globalThis.fetch;

  constructor(options: ClientOptions = {}) {
    const apiKey = options.apiKey ?? environment('READROOM_API_KEY', 'AVARA_API_KEY');
    const baseURL = options.baseURL ?? environment('READROOM_BASE_URL', 'AVARA_BASE_URL');
    if (!apiKey) throw new ReadroomError('No API key: hand in apiKey or set READROOM_API_KEY.');
    if (!baseURL) throw new ReadroomError('No server: hand in baseURL or set READROOM_BASE_URL.');
    this.#apiKey = apiKey;
    this.#baseURL = addressOf(baseURL);
    this.#timeout = options.timeout ?? 60_000;
    this.#maxRetries = options.maxRetries ?? 2;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** Throws APIError (a class for each status), APITimeoutError, APIConnectionError, ReadroomError where a 200 is not JSON; what `signal` was aborted with. */
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
      const milliseconds = pauseMs(attempt, outcome.headers, Math.random(), Date.now());
      if (attempt >= maxRetries || !outcome.isWorthRetrying || milliseconds === undefined) throw outcome.error;
      await pause(milliseconds, options.signal);
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
      const body = parsed(await response.text());
      const { status, headers, ok } = response;
      if (!ok) return { error: errorOf(status, body?.json, headers), isWorthRetrying: isWorthRetrying(status, headers), headers };
      // The whole page of another server came: the same question gets the same page.
      if (!body) return { error: new ReadroomError(NOT_JSON), isWorthRetrying: false };
      return { answer: body.json as Answer };
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

/** Undefined where a text is not JSON, which an empty one is not either. */
function parsed(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
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

/** The origin and path under which `/v1` is. The message does not repeat what was given: it may be the key in the wrong place. */
function addressOf(baseURL: string): string {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new ReadroomError('baseURL is not the URL of a server: expected one such as https://readroom.hospital.example.');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** The first environment variable that is set and not empty, in Node, Deno and Bun; undefined in a browser. */
function environment(...names: string[]): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  for (const name of names) {
    const value = process?.env?.[name];
    if (value) return value;
  }
  return undefined;
}
