import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
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
