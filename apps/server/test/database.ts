import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../src/platform/db/connection.ts';
import { asAdmin, createDatabase, TEMPLATE } from './template.ts';

export type TestDatabase = {
  url: string;
  db: Database;
  /** Closes `db` and drops the database, whoever is still connected. */
  drop(): Promise<void>;
};

/**
 * A migrated, empty database of its own, cloned in about 50 ms. Use one per test file:
 * `beforeAll(async () => { database = await createTestDatabase(); return () => database.drop(); });`
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = await createDatabase(adminUrl, name, TEMPLATE);
  const db = openDatabase(url);
  return {
    url,
    db,
    async drop() {
      await db.close();
      await asAdmin(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
    },
  };
}
