import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { typesFile } from '../scripts/types-file.ts';
import {
  APIConnectionError,
  APITimeoutError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
  Readroom,
  ReadroomError,
  unwrap,
  WebhookVerificationError,
} from './index.ts';
import { isWorthRetrying, pauseMs } from './retry.ts';

type Handler = (request: IncomingMessage & { text: string }, response: ServerResponse, count: number) => void;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  vi.unstubAllEnvs();
});

/** A real server that answers as told, and a client of it. */
async function client(handler: Handler, options: { maxRetries?: number; timeout?: number } = {}) {
  let count = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      count += 1;
      handler(Object.assign(request, { text: Buffer.concat(parts).toString() }), response, count);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { readroom: new Readroom({ apiKey: `sk_live_${'0'.repeat(32)}`, baseURL, ...options }), baseURL, calls: () => count };
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const error = (code: string) => ({ message: 'No.', code, requestId: 'r-1', issues: [{ path: 'a', message: 'b' }] });
const SOON = { 'retry-after-ms': '1' };

describe('requests', () => {
  test('carry the key, the body and an idempotency key', async () => {
    const seen: (IncomingMessage & { text: string })[] = [];
    const { readroom } = await client((request, response) => {
      seen.push(request);
      json(response, 200, { success: true });
    });
    await readroom.autoScribe.studies.cancel({ studyInstanceUid: '1.2.3' });
    const [request] = seen;
    expect(request?.url).toBe('/v1/autoScribe/studies/cancel');
    expect(request?.headers.authorization).toBe(`Bearer sk_live_${'0'.repeat(32)}`);
    expect(request?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(request?.text ?? '')).toEqual({ studyInstanceUid: '1.2.3' });
  });

  test('without a body send none, and DELETE may have one', async () => {
    const seen: string[] = [];
    const { readroom } = await client((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'} ${request.text}`);
      json(response, 200, { success: true });
    });
    await readroom.autoScribe.reports.startAddendum('rep_1');
    await readroom.express.removeUser('cus_1', 'usr_1');
    expect(seen).toEqual([
      'POST /v1/autoScribe/reports/rep_1/addendum - ',
      'DELETE /v1/express/cus_1/users application/json {"userId":"usr_1"}',
    ]);
  });

  test('write query arrays with commas and null as the empty value', async () => {
    let url = '';
    const { readroom } = await client((request, response) => {
      url = request.url ?? '';
      json(response, 200, { studies: [], hasMore: false });
    });
    await readroom.autoScribe.studies.list({ assignedTo: null, studyReportStatus: ['unassigned', 'assigned'], isCancelled: false });
    expect(new URL(url, 'http://x').searchParams.toString()).toBe('assignedTo=&studyReportStatus=unassigned%2Cassigned&isCancelled=false');
  });
});

describe('lists', () => {
  test('for await goes through every page', async () => {
    const { readroom, calls } = await client((request, response) => {
      const cursor = new URL(request.url ?? '', 'http://x').searchParams.get('cursor');
      json(
        response,
        200,
        cursor === null
          ? { studies: [{ studyId: 'a' }, { studyId: 'b' }], hasMore: true, cursor: 'next' }
          : { studies: [{ studyId: 'c' }], hasMore: false },
      );
    });
    const ids: string[] = [];
    for await (const study of readroom.autoScribe.studies.list()) ids.push(study.studyId);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(calls()).toBe(2);
    const page = await readroom.autoScribe.studies.list();
    expect(page.items).toHaveLength(2);
    expect((await page.nextPage())?.items).toHaveLength(1);
  });

  test('are caught and ended as any promise', async () => {
    const { readroom } = await client((request, response) =>
      request.url?.includes('limit=1') ? json(response, 404, error('not_found')) : json(response, 200, { studies: [], hasMore: false }),
    );
    expect(await readroom.autoScribe.studies.list({ limit: 1 }).catch((thrown: unknown) => thrown)).toBeInstanceOf(NotFoundError);
    const ended: string[] = [];
    const page = await readroom.autoScribe.studies.list().finally(() => ended.push('list'));
    expect(page.items).toEqual([]);
    expect(ended).toEqual(['list']);
  });
});

describe('tries', () => {
  test('a server fault is tried again under the same idempotency key', async () => {
    const keys = new Set<unknown>();
    const { readroom, calls } = await client((request, response, count) => {
      keys.add(request.headers['idempotency-key']);
      if (count < 3) json(response, 503, error('unavailable'), SOON);
      else json(response, 200, { success: true });
    });
    await expect(readroom.autoScribe.studies.cancel({ studyId: 'stu_1' })).resolves.toEqual({ success: true });
    expect(calls()).toBe(3);
    expect(keys.size).toBe(1);
  });

  test('end after two, with the error of the last answer', async () => {
    const { readroom, calls } = await client((_request, response) => json(response, 429, error('too_many_requests'), SOON));
    const failure = await readroom.autoScribe.studies.retrieve('stu_1').catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(RateLimitError);
    expect(failure).toMatchObject({ status: 429, code: 'too_many_requests', requestId: 'r-1', issues: [{ path: 'a', message: 'b' }] });
    expect(calls()).toBe(3);
  });

  test('are not made where the server says so, nor for what the caller did wrong', async () => {
    const conflict = await client((_request, response) => json(response, 409, error('study_uid_taken'), { 'x-should-retry': 'false' }));
    await expect(conflict.readroom.autoScribe.studies.retrieve('stu_1')).rejects.toBeInstanceOf(ConflictError);
    expect(conflict.calls()).toBe(1);
    const missing = await client((_request, response) => json(response, 404, error('not_found')));
    await expect(missing.readroom.autoScribe.studies.retrieve('stu_1')).rejects.toBeInstanceOf(NotFoundError);
    expect(missing.calls()).toBe(1);
  });

  test.each([
    [429, { 'retry-after': '60' }, RateLimitError],
    [503, { 'retry-after-ms': '3600000' }, InternalServerError],
    [503, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT', 'x-should-retry': 'true' }, InternalServerError],
  ])('are not made where the server asks for a minute or more: %i %o', async (status, headers, Kind) => {
    const { readroom, calls } = await client((_request, response) => json(response, status, error('too_many_requests'), headers));
    const failure = await readroom.autoScribe.studies.retrieve('stu_1').catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Kind);
    expect(failure).toMatchObject({ status, code: 'too_many_requests' });
    expect(calls()).toBe(1);
  });

  test.each(['<!doctype html><title>Sign in</title>', ''])(
    'one is enough to know that a server is another: it answers %j',
    async (page) => {
      const { readroom, calls } = await client((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page));
      const failure = await readroom.autoScribe.studies.cancel({ studyId: 'stu_1' }).catch((thrown: unknown) => thrown);
      expect(failure).toBeInstanceOf(ReadroomError);
      expect(failure).not.toBeInstanceOf(APIConnectionError);
      expect((failure as Error).message).toBe('The answer is not JSON: is baseURL that of a Readroom server?');
      expect(calls()).toBe(1);
    },
  );

  test('an answer that breaks off is a broken connection', async () => {
    const { readroom, calls } = await client((_request, response, count) => {
      if (count > 1) return json(response, 200, { success: true });
      response.writeHead(200, { 'content-length': '100' }).write('{"success"');
      response.socket?.end();
    });
    await expect(readroom.autoScribe.studies.cancel({ studyId: 'stu_1' })).resolves.toEqual({ success: true });
    expect(calls()).toBe(2);
  });

  test.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [403, 'PermissionDeniedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [412, 'PreconditionFailedError'],
    [418, 'APIError'],
    [422, 'UnprocessableEntityError'],
    [429, 'RateLimitError'],
    [502, 'InternalServerError'],
  ])('%i ends them with an error that is called %s', async (status, name) => {
    const { readroom } = await client((_request, response) => json(response, status, error('no')), { maxRetries: 0 });
    await expect(readroom.autoScribe.studies.retrieve('stu_1')).rejects.toMatchObject({ name, status });
  });

  test('a broken connection and a silent server have errors of their own', async () => {
    const broken = await client((request) => request.socket.destroy(), { maxRetries: 0 });
    await expect(broken.readroom.autoScribe.studies.retrieve('stu_1')).rejects.toBeInstanceOf(APIConnectionError);
    const silent = await client(() => {}, { maxRetries: 0, timeout: 50 });
    await expect(silent.readroom.autoScribe.studies.retrieve('stu_1')).rejects.toBeInstanceOf(APITimeoutError);
  });

  test('an abort ends them with its reason', async () => {
    const { readroom } = await client(() => {});
    const reason = new Error('left the page');
    const controller = new AbortController();
    const call = readroom.autoScribe.studies.retrieve('stu_1', { signal: controller.signal });
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  test.each([
    [500, {}, true],
    [503, { 'x-should-retry': 'false' }, false],
    [408, {}, true],
    [409, {}, true],
    [409, { 'x-should-retry': 'false' }, false],
    [422, {}, false],
    [400, { 'x-should-retry': 'true' }, true],
  ])('%i %o is worth another try: %s', (status, headers, worth) => {
    expect(isWorthRetrying(status, new Headers(headers as Record<string, string>))).toBe(worth);
  });

  test('pauses grow to 8 s, are up to a quarter shorter, or are what the server asks for', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => pauseMs(attempt, undefined, 0, 0))).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(pauseMs(0, undefined, 1, 0)).toBe(375);
    expect(pauseMs(0, new Headers({ 'retry-after': '3' }), 0, 0)).toBe(3000);
    expect(pauseMs(0, new Headers({ 'retry-after-ms': '20', 'retry-after': '3' }), 0, 0)).toBe(20);
    expect(pauseMs(0, new Headers({ 'retry-after': 'Thu, 01 Jan 1970 00:00:05 GMT' }), 0, 1000)).toBe(4000);
    expect(pauseMs(0, new Headers({ 'retry-after': '59.9' }), 0, 0)).toBe(59_900);
    expect(pauseMs(0, new Headers({ 'retry-after': '3600' }), 0, 0)).toBeUndefined();
  });
});

test('a client without key or server says what is missing', () => {
  expect(() => new Readroom({ baseURL: 'http://x', apiKey: '' })).toThrow(ReadroomError);
  expect(() => new Readroom({ apiKey: 'sk_live_1', baseURL: '' })).toThrow('READROOM_BASE_URL');
});

test.each(['not a url', 'readroom.hospital.example', 'localhost:4600', '/v1'])('a client of %j says what a baseURL is', (baseURL) => {
  const create = () => new Readroom({ apiKey: 'sk_live_1', baseURL });
  expect(create).toThrow(ReadroomError);
  expect(create).toThrow(/baseURL .*expected .*https:\/\//);
});

test.each(['', '/', '/v1', '/v1/', ' '])('a baseURL may end in %j', async (end) => {
  let url = '';
  const { baseURL } = await client((request, response) => {
    url = request.url ?? '';
    json(response, 200, { success: true });
  });
  await new Readroom({ apiKey: 'sk_live_1', baseURL: `${baseURL}/readroom${end}` }).autoScribe.studies.cancel({ studyId: 'stu_1' });
  expect(url).toBe('/readroom/v1/autoScribe/studies/cancel');
});

test('key and server come from the environment of the client before where READROOM_* are not set', async () => {
  const keys: unknown[] = [];
  const { baseURL } = await client((request, response) => {
    keys.push(request.headers.authorization);
    json(response, 200, { success: true });
  });
  vi.stubEnv('AVARA_API_KEY', 'sk_live_avara');
  vi.stubEnv('AVARA_BASE_URL', baseURL);
  vi.stubEnv('READROOM_API_KEY', undefined);
  vi.stubEnv('READROOM_BASE_URL', '');
  await new Readroom().autoScribe.studies.cancel({ studyId: 'stu_1' });
  vi.stubEnv('AVARA_BASE_URL', 'http://nowhere.invalid');
  vi.stubEnv('READROOM_API_KEY', 'sk_live_readroom');
  vi.stubEnv('READROOM_BASE_URL', baseURL);
  await new Readroom().autoScribe.studies.cancel({ studyId: 'stu_1' });
  expect(keys).toEqual(['Bearer sk_live_avara', 'Bearer sk_live_readroom']);
});

test('webhooks are unwrapped where the signature is right, and refused where not', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const body = JSON.stringify({ id: 'whe_1', type: 'report.delivered', data: { reportId: 'rep_1' } });
  const now = new Date();
  const headers = {
    'Webhook-Id': 'whe_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('whe_1', now, body),
  };
  expect(unwrap(body, headers, secret)).toMatchObject({ type: 'report.delivered', data: { reportId: 'rep_1' } });
  expect(unwrap(new TextEncoder().encode(body), new Headers(headers), secret).type).toBe('report.delivered');
  const refused = [
    () => unwrap(`${body} `, headers, secret),
    () => unwrap(body, {}, secret),
    () => unwrap(body, headers, ''),
    () => unwrap(body, headers, 'whsec_not base64'),
    () => unwrap('{', { ...headers, 'webhook-signature': new Webhook(secret).sign('whe_1', now, '{') }, secret),
  ].map(thrownBy);
  for (const failure of refused) {
    expect(failure).toBeInstanceOf(WebhookVerificationError);
    expect(failure).toBeInstanceOf(ReadroomError);
    expect(failure).toMatchObject({
      name: 'WebhookVerificationError',
      message: expect.stringContaining('The webhook is refused: '),
      cause: expect.any(Error),
    });
  }
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
}

test('options take what an environment gives, under exactOptionalPropertyTypes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'readroom-sdk-'));
  try {
    const file = join(folder, 'caller.ts');
    await writeFile(
      file,
      `import { Readroom } from ${JSON.stringify(new URL('./index.ts', import.meta.url).pathname)};
      declare const text: string | undefined, count: number | undefined, signal: AbortSignal | undefined;
      const readroom = new Readroom({ apiKey: text, baseURL: text, timeout: count, maxRetries: count, fetch: undefined });
      await readroom.autoScribe.studies.retrieve('stu_1', { timeout: count, maxRetries: count, signal, idempotencyKey: text, ifMatch: text });`,
    );
    const flags = [
      '--noEmit',
      '--ignoreConfig',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--allowImportingTsExtensions',
      '--skipLibCheck',
    ];
    const compiler = new URL('../../../node_modules/typescript/bin/tsc', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[compiler, ...flags, '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', file],
    ]).catch((failure: { stdout: string }) => failure);
    expect(stdout).toBe('');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the package names its types also for those who do not read `exports`', async () => {
  const { main, types, exports } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  expect({ default: main, types }).toEqual(exports['.']);
});

test('the generated types are those of the contract', async () => {
  const written = await readFile(new URL('./_generated/types.ts', import.meta.url), 'utf8');
  expect(written, 'run: npm run generate -w @readroom/sdk').toBe(await typesFile());
});
