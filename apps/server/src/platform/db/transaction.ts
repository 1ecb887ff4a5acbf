import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Announcement } from './announcements.ts';
import { BatchFailed, runBatch } from './batch.ts';
import { connect } from './connect.ts';
import { type Bound, Prepared, type Row } from './statement.ts';

/** What a repository works with: one open transaction. One query at a time: a transaction has one connection. */
export type Tx = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** PostgreSQL's answer to whatever follows a query that failed. */
const IN_FAILED_TRANSACTION = '25P02';
/** Texts of drizzle that a connection keeps prepared. A list of n values has a text for each n: beyond this, texts are planned each time. */
const MAX_PREPARED = 500;

const names = new Map<string, string>();

/** The name under which every connection prepares this text at its first use there; undefined for those that stay unprepared. */
function preparedName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_PREPARED) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

const BEGIN = new Prepared('BEGIN').with();
const COMMIT = new Prepared('COMMIT').with();
const ROLLBACK = new Prepared('ROLLBACK').with();
const NOTHING = { rows: [], rowCount: 0, command: '', oid: 0, fields: [] } as pg.QueryResult;

/** The statements by which drizzle keeps savepoints, as it writes them. */
const savepoints = new Map<string, Bound>();
function savepoint(text: string): Bound | undefined {
  const known = savepoints.get(text);
  if (known || !/^(?:savepoint|release savepoint|rollback to savepoint) sp\d$/.test(text)) return known;
  const bound = new Prepared(text).with();
  savepoints.set(text, bound);
  return bound;
}

interface Queued {
  statement: Bound;
  /** Absent where nobody waits for the answer. */
  asked?: { resolve(rows: Row[]): void; reject(error: unknown): void };
}

/**
 * One connection as drizzle sees it. What nobody needs the answer of (BEGIN, savepoints, the way into a clinic, rows of the log) is not waited for: it goes to PostgreSQL with the statement or
 * the COMMIT behind it, as one batch. PostgreSQL works in order, and after a failure refuses the rest of the transaction, the COMMIT included: nothing is committed of which a part failed.
 */
class Connection {
  readonly #client: pg.PoolClient;
  #queue: Queued[] = [];
  #failure: { reason: unknown } | null = null;
  #running: Promise<unknown> = Promise.resolve();
  /** What is told when this transaction is committed, and how much of it there was at each savepoint. */
  announced: Announcement[] = [];
  readonly #savepoints = new Map<string, number>();
  readonly database: NodePgDatabase;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    // drizzle takes whatever has a `query` like the driver's.
    this.database = drizzle(this as unknown as pg.PoolClient);
  }

  /** Sends a statement whose answer nobody needs. Its failure is that of the transaction. */
  send(statement: Bound): void {
    this.#queue.push({ statement });
  }

  /** The rows of a statement. */
  ask(statement: Bound): Promise<Row[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Row[]>();
    this.#queue.push({ statement, asked: { resolve, reject } });
    // What else is asked in this turn of the event loop goes with it.
    process.nextTick(() => this.#flush());
    return promise;
  }

  begin(opening: Bound[]): void {
    this.#queue = [];
    this.#failure = null;
    this.announced = [];
    this.send(BEGIN);
    for (const statement of opening) this.send(statement);
  }

  /** The first failure of what was sent, once all of it is answered. */
  async failure(): Promise<{ reason: unknown } | null> {
    await this.#running;
    return this.#failure;
  }

  #flush(): void {
    const queue = this.#queue;
    if (queue.length === 0) return;
    this.#queue = [];
    this.#running = runBatch(
      this.#client,
      queue.map(({ statement }) => statement),
    ).then(
      (results) => {
        for (const [index, { asked }] of queue.entries()) asked?.resolve(results[index]?.rows ?? []);
      },
      (error: unknown) => this.#fail(queue, error),
    );
  }

  /** Those behind the statement that failed were not done. Whoever asked is told; what was only sent fails the transaction. */
  #fail(queue: Queued[], error: unknown): void {
    const { index, cause } = error instanceof BatchFailed ? error : { index: 0, cause: error };
    for (const { asked } of queue.slice(index)) {
      if (asked) asked.reject(cause);
      else this.#failure ??= { reason: cause };
    }
    // What was answered before the failure stands, until whoever waits for more learns of it.
    for (const { asked } of queue.slice(0, index)) asked?.reject(cause);
  }

  /** What drizzle calls, for its own control of the transaction too. */
  async query(config: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const { text } = config;
    if (text === 'begin') return NOTHING;
    if (text === 'commit') return this.#commit();
    if (text === 'rollback') return this.#rollback();
    const ofSavepoint = savepoint(text);
    if (ofSavepoint) {
      const name = text.slice(-3);
      if (text.startsWith('savepoint')) this.#savepoints.set(name, this.announced.length);
      if (text.startsWith('rollback')) this.announced.length = this.#savepoints.get(name) ?? 0;
      this.send(ofSavepoint);
      return NOTHING;
    }
    this.#flush();
    const name = preparedName(text);
    return this.#client.query(name === undefined ? config : { ...config, name }, values);
  }

  async #commit(): Promise<pg.QueryResult> {
    const queue: Queued[] = [...this.#queue, { statement: COMMIT }];
    this.#queue = [];
    await this.#running;
    const results = await runBatch(
      this.#client,
      queue.map(({ statement }) => statement),
    ).catch((error: unknown) => {
      throw this.#failure ? this.#failure.reason : error instanceof BatchFailed ? error.cause : error;
    });
    if (this.#failure) throw this.#failure.reason;
    if (results.at(-1)?.command !== 'COMMIT') throw new Error('the transaction was not committed: a query in it failed');
    return NOTHING;
  }

  /** What was not sent yet need not be. */
  async #rollback(): Promise<pg.QueryResult> {
    const isBegun = this.#queue[0]?.statement !== BEGIN;
    this.#queue = [];
    await this.#running;
    if (isBegun) await runBatch(this.#client, [ROLLBACK]);
    return NOTHING;
  }
}

const connections = new WeakMap<pg.PoolClient, Connection>();
const connectionOfSession = new WeakMap<object, Connection>();

function connectionOn(client: pg.PoolClient): Connection {
  const known = connections.get(client);
  if (known) return known;
  const connection = new Connection(client);
  connections.set(client, connection);
  return connection;
}

/** Sends a write in this transaction without waiting for its answer: where it fails, the transaction fails when it ends. */
export function send(tx: Tx, statement: Bound): void {
  connectionOf(tx).send(statement);
}

/** Tells the listeners of the channel soon after this transaction is committed, and not where it is not. They miss it where this process ends in between: for what they look up again anyway. */
export function announce(tx: Tx, channel: string, payload: string): void {
  connectionOf(tx).announced.push({ channel, payload });
}

/** Runs a statement in this transaction as it stands, for the few hot ones: without drizzle's building and mapping. */
export function run(tx: Tx, statement: Bound): Promise<Row[]> {
  return connectionOf(tx).ask(statement);
}

/** Asks for the rows of each statement, all at once. */
export type Ask = (...statements: Bound[]) => Promise<Row[][]>;

/** In a transaction. */
export function askIn(tx: Tx): Ask {
  return (...statements) => Promise.all(statements.map((statement) => run(tx, statement)));
}

function connectionOf(tx: Tx): Connection {
  const connection = connectionOfSession.get(tx._.session);
  if (!connection) throw new Error('this is no transaction of this database');
  return connection;
}

/** drizzle's own error quotes the parameters, which are PHI, in its message: only PostgreSQL's leaves this file. */
export function withoutQuery(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}

/** The guard of a transaction found no row: what the caller took for true is no longer. Nothing of the transaction was done. */
export class GuardFailed extends Error {
  override name = 'GuardFailed';
}

/**
 * Runs `work` in a transaction that begins with `opening`. Commits when it resolves, rolls back when it throws or when the guard finds no row.
 * @returns its result, and what is now to be told.
 */
export async function transaction<Result>(
  pool: pg.Pool,
  opening: Bound[],
  work: (tx: Tx) => Promise<Result>,
  guard?: Bound,
): Promise<{ result: Result; announced: Announcement[] }> {
  const client = await connect(pool);
  const connection = connectionOn(client);
  let failed: { reason: unknown } | undefined;
  try {
    connection.begin(opening);
    const guarded = guard && connection.ask(guard);
    guarded?.catch(() => {}); // reported where it is awaited
    const result = await connection.database.transaction(async (tx) => {
      connectionOfSession.set(tx._.session, connection);
      try {
        const result = await work(tx);
        if ((await guarded)?.length === 0) throw new GuardFailed();
        return result;
      } catch (error) {
        // drizzle's rollback fails on a lost connection and would hide why the work failed. And what failed for a key that is no longer so failed for that.
        const isRefused = (await guarded?.catch(() => undefined))?.length === 0;
        failed = { reason: isRefused ? new GuardFailed() : withoutQuery(error) };
        throw error;
      }
    });
    return { result, announced: connection.announced };
  } catch (error) {
    const reason = failed ? failed.reason : withoutQuery(error);
    const isAftermath = reason instanceof pg.DatabaseError && reason.code === IN_FAILED_TRANSACTION;
    throw (isAftermath && (await connection.failure())?.reason) || reason;
  } finally {
    // A connection that was lost is removed by the pool itself.
    client.release();
  }
}
