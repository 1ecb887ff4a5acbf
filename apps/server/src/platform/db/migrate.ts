import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { withClient } from './client.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number, as long as every process takes the same one. */
const LOCK = 4_600_018;

/**
 * Brings the database to the newest migration, each in the order of migrations/meta/_journal.json, all or nothing. Processes that start
 * together wait for each other. Throws when the database is ahead of this program: running an older one on it could lose data.
 */
export async function migrateDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    // Held by the session: it ends with the connection, however that ends.
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const newest = Math.max(...readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((migration) => migration.folderMillis));
    if ((await newestApplied(client)) > newest) {
      throw new Error('The database was last used by a newer Readroom. Start that version, or restore a backup made by this one.');
    }
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  });
}

async function newestApplied(client: pg.Client): Promise<number> {
  const journal = await client.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`);
  if (!journal.rows[0].exists) return 0;
  const applied = await client.query('select max(created_at)::float8 as newest from drizzle.__drizzle_migrations');
  return applied.rows[0].newest ?? 0;
}
