import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, giveTo, makeOwnedDirectory, postgresBinaries } from './postgres-home.ts';
import { isAlive } from './process-lock.ts';

/** One cluster directory and the PostgreSQL server process (the "postmaster") that serves it, whoever started it. */
export type Cluster = {
  directory: string;
  logFile: string;
  account: Account;
  superuser: string;
  password: string;
  settings: Record<string, string>;
};

export type Postmaster = { pid: number; port: number };

const POLL_MS = 20;
const START_RETRY_MS = 15_000;
const RECOVERY_MS = 10 * 60_000;
const STOP_MS = 60_000;

/**
 * What every server of ours runs with. The log keeps LOG, FATAL and PANIC only: an ERROR may quote a value, and values are PHI.
 * No Unix socket, because its default folder is shared by everybody on the machine.
 */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  max_connections: '200',
};

/** Creates the cluster. It is made beside its place and renamed into it, so a crash in between leaves nothing that looks finished. */
export function createCluster(cluster: Cluster): void {
  const fresh = `${cluster.directory}.new`;
  const passwordFile = `${cluster.directory}.password`;
  rmSync(fresh, { recursive: true, force: true });
  makeOwnedDirectory(fresh, cluster.account);
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  giveTo(passwordFile, cluster.account);
  const result = spawnSync(
    join(postgresBinaries(cluster.account), 'initdb'),
    [
      `--pgdata=${fresh}`,
      `--username=${cluster.superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(cluster.settings.fsync === 'off' ? ['--no-sync'] : []),
    ],
    { ...cluster.account, cwd: fresh, env: environment(), encoding: 'utf8' },
  );
  rmSync(passwordFile);
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr.trim()}`, { cause: result.error });
  rmSync(cluster.directory, { recursive: true, force: true });
  renameSync(fresh, cluster.directory);
}

/** The live server of the cluster, or null. Never throws for a stale or half-written postmaster.pid. */
export function findPostmaster(directory: string): (Postmaster & { status: string }) | null {
  const lines = readPidFile(directory);
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isAlive(pid) || !servesDirectory(pid, directory)) return null;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? 'starting').trim() };
}

/**
 * The running server of the cluster, started if need be. Survives what a `kill -9` leaves behind: a server without its starter is
 * adopted, a stale postmaster.pid removed once no process of the old server is left, and a start that fails is tried again for 15 s.
 */
export async function startPostmaster(cluster: Cluster, fixedPort: number | null): Promise<Postmaster & { startedHere: boolean }> {
  const giveUpAt = Date.now() + START_RETRY_MS;
  let startedHere = false;
  // After a crash the last port comes back, so that whoever still has the URL can go on.
  let port = fixedPort ?? lastPort(cluster.directory);
  for (;;) {
    const running = findPostmaster(cluster.directory);
    if (running !== null) {
      if (running.status === 'ready') return { pid: running.pid, port: running.port, startedHere };
      await waitWhile(
        () => findPostmaster(cluster.directory)?.status === running.status,
        RECOVERY_MS,
        `PostgreSQL is still ${running.status}`,
      );
      continue;
    }
    if (leftoverProcesses(cluster.directory).length === 0) {
      rmSync(join(cluster.directory, 'postmaster.pid'), { force: true });
      startedHere = await spawnUntilReady(cluster, port ?? (await freePort()));
      if (startedHere) continue;
      port = fixedPort;
    }
    if (Date.now() > giveUpAt) throw new Error(`PostgreSQL does not start. The end of ${cluster.logFile}:\n${logTail(cluster.logFile)}`);
    await pause(200);
  }
}

/** Stops the server of the cluster ("fast": open transactions roll back, a checkpoint is written) and returns when its process is gone. */
export async function stopPostmaster(directory: string): Promise<void> {
  const running = findPostmaster(directory);
  if (running === null) return;
  process.kill(running.pid, 'SIGINT');
  await waitWhile(() => findPostmaster(directory)?.pid === running.pid, STOP_MS, 'PostgreSQL does not stop');
}

/** Resolves to false when the process ended before it was ready. It runs in its own group: Ctrl-C in a terminal must reach us first. */
async function spawnUntilReady(cluster: Cluster, port: number): Promise<boolean> {
  const settings = Object.entries({ ...SETTINGS, ...cluster.settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  if (existsSync(cluster.logFile)) renameSync(cluster.logFile, `${cluster.logFile}.1`);
  const log = openSync(cluster.logFile, 'a', 0o600);
  const child = spawn(join(postgresBinaries(cluster.account), 'postgres'), ['-D', cluster.directory, '-p', String(port), ...settings], {
    ...cluster.account,
    cwd: cluster.directory,
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let exited = false;
  child.once('exit', () => {
    exited = true;
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Error(`${child.spawnfile} cannot be run: ${error.message}`, { cause: error })));
  });
  child.unref();
  const settled = () => exited || findPostmaster(cluster.directory)?.status === 'ready';
  await Promise.race([failed, waitWhile(() => !settled(), RECOVERY_MS, 'PostgreSQL is still recovering')]);
  return !exited;
}

async function waitWhile(condition: () => boolean, limitMs: number, message: string): Promise<void> {
  const end = Date.now() + limitMs;
  while (condition()) {
    if (Date.now() > end) throw new Error(`${message} after ${Math.round(limitMs / 1000)} s`);
    await pause(POLL_MS);
  }
}

function lastPort(directory: string): number | null {
  const port = Number(readPidFile(directory)[3]);
  return port > 0 ? port : null;
}

function readPidFile(directory: string): string[] {
  try {
    return readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** PostgreSQL processes keep their cluster as working directory; that tells them from a process that got a recycled pid. */
function servesDirectory(pid: number, directory: string): boolean {
  if (process.platform !== 'linux') return true;
  const cwd = workingDirectory(pid);
  return cwd !== null && cwd === realpathSync(directory);
}

/** Processes of a dead server that still hold the cluster's shared memory: starting beside them would corrupt it. */
function leftoverProcesses(directory: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && isAlive(pid) && servesDirectory(pid, directory) && isPostgres(pid));
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false; // it ended between the look and the read
  }
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // it ended, or belongs to another user and so cannot be ours
  }
}

/** Nothing of ours but the path: PGPORT, PGDATA or a password in the environment must not reach the server. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

function logTail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n') : '(no log)';
}
