import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLog } from '../log/index.ts';
import { type Jobs, type Queue, startQueue } from './index.ts';

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

test('jobs of one key that take long hold up no other key’s: two of a key are worked on at once', async () => {
  const started: string[] = [];
  const release = Promise.withResolvers<void>();
  await queue.work('study.arrive', async ({ apiKeyId }) => {
    started.push(apiKeyId);
    if (apiKeyId === 'slow') await release.promise;
  });
  const add = (apiKeyId: string) => {
    const job: Jobs['study.arrive'] = { clinicId: 'clinic', apiKeyId, studyInstanceUid: '1.2', requestId: 'request' };
    return database.db.asSystem((tx) => queue.add(tx, 'study.arrive', job));
  };
  for (let each = 0; each < 20; each += 1) await add('slow');
  await expect.poll(() => started, eventually).toEqual(['slow', 'slow']);
  await add('quick');
  await expect.poll(() => started, eventually).toEqual(['slow', 'slow', 'quick']);
  release.resolve();
  await expect.poll(() => started.length, eventually).toBe(21);
});
