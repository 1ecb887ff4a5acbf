import { sql } from 'drizzle-orm';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle, type PostgresJsDatabase, type PostgresJsSession } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

type NoSchema = Record<string, never>;

/** Owns no table and bypasses no policy; the migrations create it. */
const APP_ROLE = 'readroom_app';

/** What a repository works with: one open transaction. */
export type Tx = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

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
  /** Waits for running queries, at most 5 s, and closes every connection. */
  close(): Promise<void>;
};

export type ConnectionOptions = { maxConnections?: number };

/** The name that this process has in pg_stat_activity. */
export function applicationName(): string {
  return `readroom ${process.pid}`;
}

/** Tells the listeners of the channel when the transaction commits. At most 8000 bytes of payload. */
export async function notify(tx: Tx, channel: string, payload: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
}

/** The name of the constraint that a failed write violated, or null for any other error. For turning a unique violation into a 409. */
export function violatedConstraint(error: unknown): string | null {
  const cause = withoutQuery(error);
  return cause instanceof postgres.PostgresError ? (cause.constraint_name ?? null) : null;
}

/** drizzle's own error quotes the parameters, which are PHI, in its message: only PostgreSQL's leaves this file. */
function withoutQuery(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}

/** Opens a pool to `url` (postgres://...). Connects on first use. */
export function openDatabase(url: string, options: ConnectionOptions = {}): Database {
  const client = postgres(url, {
    max: options.maxConnections ?? 10,
    connection: { application_name: applicationName() },
    connect_timeout: 10,
    // The default prints notices, which may quote data.
    onnotice: () => {},
  });
  const db = drizzle(client);
  const transaction = async <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => {
    try {
      return await db.transaction(work);
    } catch (error) {
      throw withoutQuery(error);
    }
  };
  return {
    inClinic: (clinicId, work) =>
      transaction(async (tx) => {
        // Handed to the driver, which keeps the order, before the work begins, and not awaited: it goes out in one round trip with the
        // first query of the work. If it fails, the transaction is aborted and nothing after it runs.
        const driver = (tx._.session as PostgresJsSession<postgres.Sql, NoSchema, NoSchema>).client;
        const scoped = driver`select set_config('role', ${APP_ROLE}, true), set_config('readroom.clinic_id', ${clinicId}::uuid::text, true)`;
        const [, result] = await Promise.all([scoped.execute(), work(tx)]);
        return result;
      }),
    asSystem: transaction,
    async listen(channel, onPayload, onConnected) {
      const subscription = await client.listen(channel, onPayload, onConnected);
      return () => subscription.unlisten();
    },
    async check() {
      await client`select 1`;
    },
    close: () => client.end({ timeout: 5 }),
  };
}
