import pg from 'pg';
import { openAnnouncements } from './announcements.ts';
import { runBatch } from './batch.ts';
import { onConnection } from './connect.ts';
import { listen } from './listen.ts';
import { openPool } from './pool.ts';
import { openReaders } from './readers.ts';
import { type Bound, Prepared, type Row } from './statement.ts';
import { send, type Tx, transaction, withoutQuery } from './transaction.ts';

export { ShapedQuery } from './shaped-query.ts';
export { type Bound, Prepared, type Row } from './statement.ts';
export { type Ask, announce, askIn, GuardFailed, run, send, type Tx } from './transaction.ts';

/** Owns no table and bypasses no policy; the migrations create it. */
const APP_ROLE = 'readroom_app';
/** The way into a clinic, with what else is to hold for the transaction. */
function enterClinic(...others: string[]): Prepared {
  const settings = [`set_config('role', '${APP_ROLE}', true)`, "set_config('readroom.clinic_id', $1::uuid::text, true)", ...others];
  return new Prepared(`SELECT ${settings.join(', ')}`);
}
const ENTER_CLINIC = enterClinic();
/** A statement is planned once on each connection: its shape says enough, and planning it takes longer than running it. */
const ENTER_CLINIC_PLANNED = enterClinic("set_config('plan_cache_mode', 'force_generic_plan', true)");
const NOTIFY = new Prepared('SELECT pg_notify($1, $2)');

/** The only ways to the data. A query outside of a transaction does not exist, so none can forget its clinic. */
export type Database = {
  /**
   * Runs `work` in a transaction that sees the rows of one clinic only: as the role `readroom_app`, for which row-level security
   * compares every row with `readroom.clinic_id`. Commits when `work` resolves, rolls back when it throws, and throws `GuardFailed` where the guard finds no row.
   */
  inClinic<Result>(clinicId: string, work: (tx: Tx) => Promise<Result>, guard?: Bound): Promise<Result>;
  /**
   * The rows of each statement, that see one clinic only, as `inClinic` does, in one way to the database and back: for the reads that are asked most.
   * Throws `GuardFailed` where the guard finds no row.
   */
  read(clinicId: string, guard: Bound, ...statements: Bound[]): Promise<Row[][]>;
  /** Runs statements as one transaction across all clinics, in one way to the database and back. */
  runAsSystem(...statements: Bound[]): Promise<Row[][]>;
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

/** Tells the listeners of the channel when the transaction commits. At most 8000 bytes of payload. For what must not be missed: PostgreSQL commits one such transaction after the other. */
export async function notify(tx: Tx, channel: string, payload: string): Promise<void> {
  send(tx, NOTIFY.with(channel, payload));
}

/** SQLSTATE class 23: a row that is there already, or that a rule of its table refuses. Others name an index too, such as an index row that is too long. */
const INTEGRITY_VIOLATION = /^23/;

/** The name of the constraint that a failed write violated, or null for any other error. For turning a unique violation into a 409. */
export function violatedConstraint(error: unknown): string | null {
  const cause = withoutQuery(error);
  return cause instanceof pg.DatabaseError && INTEGRITY_VIOLATION.test(cause.code ?? '') ? (cause.constraint ?? null) : null;
}

/** Opens `url` (postgres://...): up to `maxConnections` for transactions, as many for reads. Whoever waits longer than `waitMillis` for one is refused as `overloaded`. */
export function openDatabase(
  url: string,
  { maxConnections = 10, waitMillis = 10_000 }: { maxConnections?: number; waitMillis?: number } = {},
): Database {
  const pool = openPool(url, { maxConnections, waitMillis });
  const readers = openReaders(url, APP_ROLE, { maxConnections, waitMillis });
  const batch = (...statements: Bound[]): Promise<Row[][]> =>
    onConnection(pool, async (client) => (await runBatch(client, statements)).map(({ rows }) => rows));
  const announcements = openAnnouncements(batch);
  const announcing = async <Result>(opening: Bound[], work: (tx: Tx) => Promise<Result>, guard?: Bound) => {
    const { result, announced } = await transaction(pool, opening, work, guard);
    announcements.send(announced);
    return result;
  };
  return {
    inClinic: (clinicId, work, guard) => announcing([(guard ? ENTER_CLINIC_PLANNED : ENTER_CLINIC).with(clinicId)], work, guard),
    read: readers.read,
    runAsSystem: batch,
    asSystem: (work) => announcing([], work),
    listen: (channel, onPayload, onConnected) => listen(url, channel, onPayload, onConnected),
    async check() {
      await pool.query('select 1');
    },
    async close() {
      await announcements.settled();
      await Promise.all([pool.end(), readers.close()]);
    },
  };
}
