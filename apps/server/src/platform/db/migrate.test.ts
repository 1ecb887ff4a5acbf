import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { createDatabase } from '../../../test/template.ts';
import { openDatabase } from './connection.ts';
import { migrateDatabase } from './migrate.ts';

const emptyDatabase = () => createDatabase(inject('adminUrl'), `test_${randomBytes(6).toString('hex')}`);

test('processes that migrate at the same time do it once, and again is no change', async () => {
  const url = await emptyDatabase();
  await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)]);
  await migrateDatabase(url);
  const db = openDatabase(url);
  const { rows } = await db.asSystem((tx) =>
    tx.execute(sql`select count(*) = count(distinct hash) as once from drizzle.__drizzle_migrations`),
  );
  expect(rows).toEqual([{ once: true }]);
  await db.close();
});

test('a database of a newer version is refused', async () => {
  const url = await emptyDatabase();
  await migrateDatabase(url);
  const db = openDatabase(url);
  await db.asSystem((tx) => tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)`));
  await db.close();
  await expect(migrateDatabase(url)).rejects.toThrow('newer Readroom');
});
