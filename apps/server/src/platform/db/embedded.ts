import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withClient } from './client.ts';
import { clusterDirectory, makePassable, postgresAccount } from './postgres-home.ts';
import { type Cluster, createCluster, findPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { LockedError, type ProcessLock, takeLock } from './process-lock.ts';

/** The database to use and how to let go of it. */
export type RunningDatabase = {
  /** `postgres://...` of the database, with its password: never print or log it. */
  url: string;
  /** True when this process started the embedded PostgreSQL. */
  startedHere: boolean;
  /**
   * Lets go of the database: stops the embedded PostgreSQL unless another process still uses it. Close your own connections first.
   * Does nothing for an external database. `evenIfInUse` is for a throw-away test cluster.
   */
  stop(how?: { evenIfInUse: boolean }): Promise<void>;
};

export type DatabaseOptions = {
  /** READROOM_DATA. */
  dataDir: string;
  /** DATABASE_URL: an external PostgreSQL; nothing is started. */
  databaseUrl?: string | undefined;
  /** Further server settings, such as `fsync: 'off'` for a throw-away test cluster. */
  settings?: Record<string, string>;
  /** Starts PostgreSQL again on the same port when it dies (the server's process wants this, a short command does not). */
  keepAlive?: boolean;
  /** One line for a person about what takes long or is unusual. */
  onProgress?: (line: string) => void;
};

const SUPERUSER = 'readroom';
const DATABASE = 'readroom';
const WATCH_MS = 500;
const START_LOCK_MS = 60_000;

/**
 * The database of this data folder, running. With `databaseUrl` that one; else the PostgreSQL in READROOM_DATA, which is created,
 * started, adopted from another process, or recovered as it is found. Throws when it cannot be started, with the end of its log.
 */
export async function ensureDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  if (options.databaseUrl !== undefined) return { url: options.databaseUrl, startedHere: false, stop: async () => {} };
  const dataDir = resolve(options.dataDir);
  makePassable(dataDir);
  const lock = await takeStartLock(join(dataDir, 'postgres.lock'));
  try {
    const cluster = openCluster(dataDir, options);
    const running = await startPostmaster(cluster, null);
    const url = urlOf(cluster.password, running.port, DATABASE);
    await createDatabase(urlOf(cluster.password, running.port, 'postgres'));
    const watch = options.keepAlive ? keepAlive(cluster, running.port, options.onProgress) : null;
    return {
      url,
      startedHere: running.startedHere,
      async stop(how) {
        await watch?.stop();
        const ending = await takeStartLock(join(dataDir, 'postgres.lock'));
        try {
          if (how?.evenIfInUse || !(await isUsedByOthers(url))) await stopPostmaster(cluster.directory);
        } finally {
          ending.release();
        }
      },
    };
  } finally {
    lock.release();
  }
}

/** One process at a time starts or stops the cluster; the others wait for it. */
async function takeStartLock(path: string): Promise<ProcessLock> {
  const end = Date.now() + START_LOCK_MS;
  for (;;) {
    try {
      return takeLock(path);
    } catch (error) {
      if (!(error instanceof LockedError) || Date.now() > end) throw error;
      await pause(50);
    }
  }
}

function openCluster(dataDir: string, options: DatabaseOptions): Cluster {
  const account = postgresAccount();
  const stateFile = join(dataDir, 'postgres.json');
  if (!existsSync(stateFile)) {
    const directory = clusterDirectory(dataDir, account);
    const inside = directory === join(dataDir, 'postgres');
    if (!inside) options.onProgress?.(`The user "postgres" cannot reach ${dataDir}; the database lives in ${directory}.`);
    writePrivate(stateFile, JSON.stringify({ password: randomBytes(24).toString('hex'), directory: inside ? 'postgres' : directory }));
  }
  const state: { password: string; directory: string } = JSON.parse(readFileSync(stateFile, 'utf8'));
  const cluster: Cluster = {
    directory: resolve(dataDir, state.directory),
    logFile: join(dataDir, 'postgres.log'),
    account,
    superuser: SUPERUSER,
    password: state.password,
    settings: options.settings ?? {},
  };
  if (!existsSync(join(cluster.directory, 'PG_VERSION'))) {
    options.onProgress?.('Creating the database');
    createCluster(cluster);
  }
  return cluster;
}

/** Written whole or not at all, readable by its owner only. */
function writePrivate(path: string, content: string): void {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, content, { mode: 0o600 });
  renameSync(partial, path);
}

function urlOf(password: string, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE)}`);
  });
}

async function isUsedByOthers(url: string): Promise<boolean> {
  const mine = `^readroom( [a-z]+)? ${process.pid}$`;
  try {
    return await withClient(url, async (client) => {
      const others = await client.query(
        `select 1 from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name !~ $1 limit 1`,
        [mine],
      );
      return others.rowCount !== 0;
    });
  } catch {
    return false; // nobody can use a server that takes no connection
  }
}

/** The URL stays valid because the server comes back on the port that it had. */
function keepAlive(cluster: Cluster, port: number, onProgress?: (line: string) => void): { stop(): Promise<void> } {
  let revival: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy || findPostmaster(cluster.directory) !== null) return;
    busy = true;
    onProgress?.('PostgreSQL is gone; starting it again');
    revival = startPostmaster(cluster, port)
      .then(
        () => onProgress?.('PostgreSQL is back'),
        (error: Error) => onProgress?.(`PostgreSQL did not come back: ${error.message}`),
      )
      .finally(() => {
        busy = false;
      });
  }, WATCH_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await revival;
    },
  };
}
