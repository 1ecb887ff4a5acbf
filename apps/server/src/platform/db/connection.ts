import { sql } from 'drizzle-orm';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { clientConfig } from './client.ts';
import { listen } from './listen.ts';

/** Owns no table and bypasses no policy; the migrations create it. */
const APP_ROLE = 'readroom_app';

/** What a repository works with: one open transaction. One query at a time: a transaction has one connection. */
export type Tx = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** The only ways to the data. A query outside of a transaction does not exist, so none can forget its clinic. */
export type Database = {
  /**
   * Runs `work` in a transaction that sees the rows of one clinic only: as the role `readroom_app`, for which row-level security
   * compares every row with `readroom.clinic_id`. Commits when `work` resolves, rolls back when it throws.
   */
  inClinic<Result>(clinicId: string, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Runs `work` in a transaction across all clinics: for sign-in look-ups, workers and the doctor, never for a request's own data. */
  asSystem<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /**
   * Calls `onPayload` for every NOTIFY on the channel until the returned function is called. The connection is restored when it is lost;
   * `onConnected` tells each time, because notifications in between are gone.
   */
  listen(channel: string, onPayload: (payload: string) => void, onConnected?: () => void): Promise<() => Promise<void>>;
  /** Resolves where the database answers; for the readiness check. */
  check(): Promise<void>;
  /** Waits for running transactions and closes every connection. */
  close(): Promise<void>;
};

/** Tells the listeners of the channel when the transaction commits. At most 8000 bytes of payload. */
export async function notify(tx: Tx, channel: string, payload: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
}

/** The name of the constraint that a failed write violated, or null for any other error. For turning a unique violation into a 409. */
export function violatedConstraint(error: unknown): string | null {
  const cause = withoutQuery(error);
  return cause instanceof pg.DatabaseError ? (cause.constraint ?? null) : null;
}

/** drizzle's own error quotes the parameters, which are PHI, in its message: only PostgreSQL's leaves this file. */
function withoutQuery(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}

/** Opens a pool to `url` (postgres://...). Connects on first use. */
export function openDatabase(url: string, { maxConnections = 10 }: { maxConnections?: number } = {}): Database {
  const pool = new pg.Pool({ ...clientConfig(url), max: maxConnections });
  // Without a listener the loss of a connection would end the process. Whoever waits on it is told by the failing query.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    inClinic: (clinicId, work) =>
      transaction(pool, async (tx) => {
        await tx.execute(
          sql`select set_config('role', ${APP_ROLE}, true), set_config('readroom.clinic_id', ${clinicId}::uuid::text, true)`,
        );
        return work(tx);
      }),
    asSystem: (work) => transaction(pool, work),
    listen: (channel, onPayload, onConnected) => listen(url, channel, onPayload, onConnected),
    async check() {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

async function transaction<Result>(pool: pg.Pool, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let failed: unknown;
  try {
    // drizzle's rollback fails on a lost connection and would hide why the work failed.
    return await drizzle(client).transaction(async (tx) => {
      try {
        return await work(tx);
      } catch (error) {
        failed = error;
        throw error;
      }
    });
  } catch (error) {
    throw withoutQuery(failed ?? error);
  } finally {
    // A connection that was lost is removed by the pool itself.
    client.release();
  }
}
