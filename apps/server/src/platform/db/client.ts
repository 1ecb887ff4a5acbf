import pg from 'pg';

/** The name that this process has in pg_stat_activity. */
export function applicationName(): string {
  return `readroom ${process.pid}`;
}

/** How every connection is opened. `connectionTimeoutMillis` also bounds the wait for a free connection of a pool. */
export function clientConfig(url: string): pg.ClientConfig {
  return { connectionString: url, application_name: applicationName(), connectionTimeoutMillis: 10_000, keepAlive: true };
}

/** Runs `work` on a connection of its own, for what needs one session or no pool. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(clientConfig(url));
  // A lost connection also fails the query that waits on it: that is where it is reported.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
