import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { openDatabase } from '../../platform/db/connection.ts';

let server: TestApp;

beforeAll(async () => {
  server = await createTestApp();
  return () => server.close();
});

test('a server that can serve says so', async () => {
  for (const url of ['/healthz', '/readyz']) expect((await server.app.inject(url)).json()).toEqual({ status: 'ok' });
  expect((await server.app.inject({ method: 'HEAD', url: '/readyz' })).statusCode).toBe(200);
});

test('without its database it lives but is not ready, and says when to ask again', async () => {
  const { db } = server.deps;
  // Nobody listens on port 1.
  const gone = openDatabase('postgres://nobody@127.0.0.1:1/nothing');
  server.deps.db = gone;
  try {
    const answer = await server.app.inject('/readyz');
    expect([answer.statusCode, answer.headers['retry-after'], answer.json().code]).toEqual([503, '5', 'unavailable']);
    expect(answer.body).not.toContain('127.0.0.1');
    expect((await server.app.inject('/healthz')).statusCode).toBe(200);
  } finally {
    server.deps.db = db;
    await gone.close();
  }
});

test('without its storage it is not ready either', async () => {
  const { storage } = server.deps;
  server.deps.storage = { ...storage, check: () => Promise.reject(new Error('read-only file system')) };
  try {
    expect((await server.app.inject('/readyz')).statusCode).toBe(503);
  } finally {
    server.deps.storage = storage;
  }
});
