import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number, as long as every process takes the same one. */
const LOCK = 4_600_018;

/**
 * Brings the database to the newest migration, each in the order of migrations/meta/_journal.json, all or nothing. Processes that start
 * together wait for each other. Throws when the database is ahead of this program: running an older one on it could lose data.
 */
export async function migrateDatabase(url: string, folder: string = MIGRATIONS): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  const db = drizzle(client);
  try {
    await db.execute(sql`select pg_advisory_lock(${LOCK})`);
    const newest = Math.max(0, ...readMigrationFiles({ migrationsFolder: folder }).map((migration) => migration.folderMillis));
    if ((await newestApplied(client)) > newest) {
      throw new Error('The database was last used by a newer Readroom. Start that version, or restore a backup made by this one.');
    }
    await migrate(db, { migrationsFolder: folder });
  } finally {
    await client.end({ timeout: 5 }); // ends the session and with it the lock
  }
}

async function newestApplied(client: postgres.Sql): Promise<number> {
  const [journal] = await client`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`;
  if (!journal?.exists) return 0;
  const [row] = await client`select max(created_at)::float8 as newest from drizzle.__drizzle_migrations`;
  return row?.newest ?? 0;
}
