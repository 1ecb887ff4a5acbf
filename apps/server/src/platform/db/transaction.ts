import type { Socket } from 'node:net';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { connect } from './connect.ts';
import type { Bound, Row } from './statement.ts';

/** What a repository works with: one open transaction. One query at a time: a transaction has one connection. */
export type Tx = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** PostgreSQL's answer to whatever follows a query that failed. */
const IN_FAILED_TRANSACTION = '25P02';
/** Statements that a connection keeps prepared, by their text. A list of n values has a text for each n: beyond this, texts are planned each time. */
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

/**
 * One connection as drizzle sees it. What nobody needs the answer of (BEGIN, savepoints, the way into a clinic, rows of the log) is sent at once and not waited for:
 * it shares its way to PostgreSQL with the query or the COMMIT behind it. PostgreSQL works in order, and after a failure refuses the rest of the transaction, the
 * COMMIT included: nothing is committed of which a part failed.
 */
class Connection {
  readonly #client: pg.PoolClient;
  #sent: Promise<unknown>[] = [];
  readonly database: NodePgDatabase;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    // drizzle takes whatever has a `query` like the driver's.
    this.database = drizzle(this as unknown as pg.PoolClient);
  }

  /** Sends a statement whose answer nobody needs. Its failure is that of the transaction. */
  send(statement: Bound | string): void {
    this.#hold();
    const sent =
      typeof statement === 'string' ? this.#client.query(statement) : this.query({ text: statement.prepared.text }, statement.values);
    // It is reported where the transaction ends; until then it is nobody's.
    sent.catch(() => {});
    this.#sent.push(sent);
  }

  /** Keeps what is sent in this turn of the event loop together: one write to the socket. */
  #hold(): void {
    const { stream } = (this.#client as unknown as { connection: { stream: Socket } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  /** Begins a transaction and sends `opening` ahead of its first query. */
  begin(opening: Bound[]): void {
    this.#sent = [];
    this.send('BEGIN');
    for (const statement of opening) this.send(statement);
  }

  /** The first failure of what was sent, or null; waits for all of it. */
  async failure(): Promise<{ reason: unknown } | null> {
    const outcomes = await Promise.allSettled(this.#sent);
    const first = outcomes.find((outcome) => outcome.status === 'rejected');
    return first ? { reason: first.reason } : null;
  }

  /** What drizzle calls, for its own control of the transaction too. */
  async query(config: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const { text } = config;
    if (text === 'begin') return NOTHING;
    if (/^(?:savepoint|release savepoint|rollback to savepoint) /.test(text)) {
      this.send(text);
      return NOTHING;
    }
    if (text === 'commit') return this.#commit();
    const name = preparedName(text);
    return this.#client.query(name === undefined ? config : { ...config, name }, values);
  }

  async #commit(): Promise<pg.QueryResult> {
    const committed = this.#client.query('COMMIT');
    committed.catch(() => {});
    const failed = await this.failure();
    const result = await committed;
    if (failed) throw failed.reason;
    if (result.command !== 'COMMIT') throw new Error('the transaction was not committed: a query in it failed');
    return result;
  }
}

const NOTHING = { rows: [], rowCount: 0, command: '', oid: 0, fields: [] } as pg.QueryResult;

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

/** Runs a statement in this transaction as it stands, for the few hot ones: without drizzle's building and mapping. */
export async function run(tx: Tx, { prepared, values }: Bound): Promise<Row[]> {
  const { rows } = await connectionOf(tx).query({ text: prepared.text, rowMode: 'array' } as pg.QueryArrayConfig, values);
  return rows as unknown as Row[];
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

/** Runs `work` in a transaction that begins with `opening`. Commits when it resolves, rolls back when it throws. */
export async function transaction<Result>(pool: pg.Pool, opening: Bound[], work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const client = await connect(pool);
  const connection = connectionOn(client);
  let failed: { reason: unknown } | undefined;
  try {
    connection.begin(opening);
    return await connection.database.transaction(async (tx) => {
      connectionOfSession.set(tx._.session, connection);
      try {
        return await work(tx);
      } catch (error) {
        // drizzle's rollback fails on a lost connection and would hide why the work failed.
        failed = { reason: withoutQuery(error) };
        throw error;
      }
    });
  } catch (error) {
    const reason = failed ? failed.reason : withoutQuery(error);
    const isAftermath = reason instanceof pg.DatabaseError && reason.code === IN_FAILED_TRANSACTION;
    throw (isAftermath && (await connection.failure())?.reason) || reason;
  } finally {
    // A connection that was lost is removed by the pool itself.
    client.release();
  }
}
