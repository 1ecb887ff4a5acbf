import { beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { announce, Prepared, send } from './connection.ts';

const DIVIDE = new Prepared('SELECT 1 / $1::int');
let database: TestDatabase;
let heard: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  heard = [];
  const stop = await database.db.listen('news', (payload) => heard.push(payload));
  return async () => {
    await stop();
    await database.drop();
  };
});

const tell = (...payloads: string[]) =>
  database.db.asSystem(async (tx) => {
    for (const payload of payloads) announce(tx, 'news', payload);
  });

test('what transactions announce is heard behind their commits, in their order', async () => {
  await tell('one', 'two');
  await Promise.all([tell('three'), tell('four')]);
  await expect.poll(() => heard).toHaveLength(4);
  expect(heard.slice(0, 2)).toEqual(['one', 'two']);
  expect(heard.slice(2).sort()).toEqual(['four', 'three']);
});

test('what was not committed is not told: neither by a transaction that failed, nor by a savepoint that was taken back', async () => {
  const thrown = database.db.asSystem(async (tx) => {
    announce(tx, 'news', 'thrown');
    throw new Error('changed my mind');
  });
  await expect(thrown).rejects.toThrow('changed my mind');
  const failed = database.db.asSystem(async (tx) => {
    announce(tx, 'news', 'failed');
    send(tx, DIVIDE.with('0'));
  });
  await expect(failed).rejects.toThrow('division by zero');
  await database.db.asSystem(async (tx) => {
    announce(tx, 'news', 'before');
    const inner = tx.transaction(async (nested) => {
      announce(nested, 'news', 'taken back');
      throw new Error('changed my mind');
    });
    await expect(inner).rejects.toThrow('changed my mind');
    await tx.transaction(async (nested) => announce(nested, 'news', 'after'));
  });
  await tell('last');
  await expect.poll(() => heard).toContain('last');
  expect(heard).toEqual(['before', 'after', 'last']);
});
