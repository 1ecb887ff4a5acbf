import pg from 'pg';
import { clientConfig } from './client.ts';
import { gatherWrites } from './gathered-writes.ts';

export interface PoolOptions {
  maxConnections: number;
  /** How long a caller waits for a connection. */
  waitMillis: number;
}

/** Connections to `url` (postgres://...), opened on first use. */
export function openPool(url: string, { maxConnections, waitMillis }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(url), connectionTimeoutMillis: waitMillis, max: maxConnections, pipeline: true });
  // Without a listener the loss of a connection would end the process. Whoever waits on it is told by the failing query.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    gatherWrites(client);
  });
  return pool;
}
