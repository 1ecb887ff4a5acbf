import pg from 'pg';
import { clientConfig } from './client.ts';
import { gatherWrites } from './gathered-writes.ts';

export interface PoolOptions {
  maxConnections: number;
  /** How long a caller waits for a connection. */
  waitMillis: number;
  /** Of the server, for each connection: `-c name=value`. */
  settings?: string;
}

/** Connections to `url` (postgres://...), opened on first use. */
export function openPool(url: string, { maxConnections, waitMillis, settings }: PoolOptions): pg.Pool {
  const options = settings === undefined ? {} : { options: settings };
  const pool = new pg.Pool({ ...clientConfig(url), ...options, connectionTimeoutMillis: waitMillis, max: maxConnections, pipeline: true });
  // Without a listener the loss of a connection would end the process. Whoever waits on it is told by the failing query.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    gatherWrites(client);
  });
  return pool;
}
