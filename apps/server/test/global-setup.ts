import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureDatabase } from '../src/platform/db/embedded.ts';
import { migrateDatabase } from '../src/platform/db/migrate.ts';
import { createDatabase, TEMPLATE } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database of the run's own PostgreSQL from which others are created. */
    adminUrl: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated database that every test file clones. Without fsync: it is thrown away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'readroom-test-'));
  const database = await ensureDatabase({ dataDir, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } });
  await migrateDatabase(await createDatabase(database.url, TEMPLATE));
  project.provide('adminUrl', database.url);
  return async () => {
    await database.stop({ evenIfInUse: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}
