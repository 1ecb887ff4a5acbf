import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { configureHttp, httpOptions } from '../../platform/http/index.ts';
import { webRoutes } from './index.ts';

let server: TestApp;
/** Serves a small build, whether or not the real one was made. */
let web: FastifyInstance;

beforeAll(async () => {
  server = await createTestApp();
  const root = await mkdtemp(join(tmpdir(), 'readroom-web-'));
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), '<!doctype html><title>Readroom</title>');
  await writeFile(join(root, 'assets', 'main-abc123.js'), 'export {};');
  web = Fastify(httpOptions);
  configureHttp(web);
  await web.register(webRoutes(server.deps, root));
  return async () => {
    await web.close();
    await server.close();
    await rm(root, { recursive: true });
  };
});

const page = (url: string, method: 'GET' | 'HEAD' = 'GET') => web.inject({ method, url, headers: { accept: 'text/html,*/*;q=0.8' } });

test.each([
  '/',
  '/sign-in',
  '/open',
  '/study/stu_00000000000000000000000000000000',
  '/study/stu_00000000000000000000000000000000/report',
  '/no/such/page',
])('the address of a page gives the app, fresh: %s', async (url) => {
  for (const method of ['GET', 'HEAD'] as const) {
    const { statusCode, headers, body } = await page(url, method);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
    expect(body.includes('Readroom')).toBe(method === 'GET');
  }
});

test('an asset, whose name carries its content, is kept for good; one that is not there is no page', async () => {
  const { statusCode, headers } = await page('/assets/main-abc123.js');
  expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  expect(headers['content-type']).toContain('javascript');
  expect((await page('/assets/main-old.js')).json().code).toBe('route_not_found');
});

test.each(['/v1/x', '/api/x', '/dicom-web/x', '/files/x', '/%61pi/x'])(
  'an operation that is not there is JSON, also for a browser: %s',
  async (url) => {
    const { statusCode, headers } = await page(url);
    expect([statusCode, headers['content-type']]).toEqual([404, 'application/json; charset=utf-8']);
  },
);

test('what does not want a page gets none', async () => {
  expect((await web.inject({ url: '/favicon.png', headers: { accept: 'image/*' } })).statusCode).toBe(404);
  expect((await web.inject({ method: 'POST', url: '/sign-in' })).statusCode).toBe(404);
});

test.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2f..%2fetc/passwd', '/assets/%00'])(
  'nothing outside of the build is served: %s',
  async (url) => {
    const { statusCode, body } = await web.inject({ url, headers: { accept: '*/*' } });
    expect([statusCode >= 400, body.includes('root:'), body.includes('dependencies')]).toEqual([true, false, false]);
  },
);

test.each(['/healthz', '/api/session', '/v1/autoScribe/studies', '/nothing', '/openapi.json'])(
  'every answer tells the browser what it may do with it: %s',
  async (url) => {
    const { headers } = await server.app.inject(url);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    const policy = String(headers['content-security-policy']);
    for (const rule of [
      "default-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ])
      expect(policy).toContain(rule);
  },
);
