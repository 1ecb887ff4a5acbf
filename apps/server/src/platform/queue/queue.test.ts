import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { withClient } from '../db/client.ts';
import { createLog } from '../log/index.ts';
import { type Queue, startQueue } from './index.ts';

let database: TestDatabase;
let queue: Queue;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await startQueue(database.url, createLog('silent'), { worker: true });
  return async () => {
    await queue.stop();
    await database.drop();
  };
});

const eventually = { timeout: 30_000, interval: 50 };

test('jobs of keys that take long hold up no other key’s: two of a key are worked on at once', async () => {
  const slow = Array.from({ length: 15 }, (_, number) => `slow ${number}`);
  const started: string[] = [];
  const release = Promise.withResolvers<void>();
  await queue.work('webhook.deliver', async ({ apiKeyId }) => {
    started.push(apiKeyId);
    if (apiKeyId !== 'quick') await release.promise;
  });
  const add = (apiKeyId: string) =>
    database.db.asSystem((tx) => queue.add(tx, 'webhook.deliver', { clinicId: 'clinic', apiKeyId, eventId: 'event' }));
  for (const apiKeyId of [...slow, ...slow, ...slow]) await add(apiKeyId);
  await expect.poll(() => [...started].sort(), eventually).toEqual([...slow, ...slow].sort());
  await add('quick');
  await expect.poll(() => started.slice(30), eventually).toEqual(['quick']);
  release.resolve();
  await expect.poll(() => started.length, eventually).toBe(46);
});

test('what a worker meets is in the log by its name, and without the words of the database', async () => {
  const lines: string[] = [];
  const own = await createTestDatabase();
  const log = createLog('error', { write: (line) => void lines.push(line) });
  const failing = await startQueue(own.url, log, { worker: true });
  await failing.work('mail.send', async () => {});
  const rename = (from: string, to: string) => withClient(own.url, (client) => client.query(`ALTER SCHEMA ${from} RENAME TO ${to}`));
  await rename('pgboss', 'away');
  await expect.poll(() => lines.map((line) => JSON.parse(line).err), eventually).toContainEqual(expect.objectContaining({ code: '42P01' }));
  expect(lines.join('')).not.toContain('not an Error');
  await rename('away', 'pgboss');
  await failing.stop();
  await own.drop();
});
