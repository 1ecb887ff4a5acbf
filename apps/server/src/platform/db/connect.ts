import { ApiError } from '@readroom/contract';
import type pg from 'pg';
import { BatchFailed } from './batch.ts';

/** What pg-pool says where no connection came free, or no new one was answered, within `connectionTimeoutMillis`; it has no code of its own. */
const TIMED_OUT = /^(?:timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/;
/** By then those ahead have been served, or have given up as well. */
const RETRY_AFTER_SECONDS = 2;

/** A connection of the pool. Throws `overloaded` where all are in use for too long: whoever asked has done nothing yet and may ask again. */
export async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (error instanceof Error && TIMED_OUT.test(error.message)) {
      throw new ApiError('overloaded', { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    throw error;
  }
}

/** Runs batches on a connection of the pool, and throws what PostgreSQL said of the statement that failed. */
export async function onConnection<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await connect(pool);
  try {
    return await work(client);
  } catch (error) {
    throw error instanceof BatchFailed ? error.cause : error;
  } finally {
    client.release();
  }
}
