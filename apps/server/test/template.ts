import postgres from 'postgres';

/** The migrated database that every test file clones. */
export const TEMPLATE = 'readroom_template';

/** Creates a database beside the one of `adminUrl` and returns its URL. */
export async function createDatabase(adminUrl: string, name: string, template = 'template1'): Promise<string> {
  await asAdmin(adminUrl, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs `run` on a connection of its own to the run's PostgreSQL. */
export async function asAdmin(adminUrl: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}
