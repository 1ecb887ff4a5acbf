import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';

/** A file lock that names its holder and is free again as soon as that process is gone, however it went. */
export type ProcessLock = { release(): void };

/** Another living process holds the lock. */
export class LockedError extends Error {
  readonly holderPid: number;
  constructor(path: string, holderPid: number) {
    super(`${path} is held by process ${holderPid}`);
    this.name = 'LockedError';
    this.holderPid = holderPid;
  }
}

/**
 * Takes the lock at `path` or throws `LockedError`. The file holds the pid and, on Linux, the start time of the process, so that
 * a pid that was given to somebody else after a crash or a reboot does not count as the holder.
 */
export function takeLock(path: string): ProcessLock {
  const content = identityOf(process.pid);
  const candidate = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(candidate, content, { mode: 0o600 });
  try {
    // link() fails when the name exists, so the lock appears whole or not at all.
    while (!tryLink(candidate, path)) {
      const current = readIfThere(path);
      if (current === null) continue;
      const holder = holderOf(current);
      if (holder !== null) throw new LockedError(path, holder);
      removeStale(path, current);
    }
  } finally {
    unlinkSync(candidate);
  }
  return {
    release() {
      if (readIfThere(path) === content) unlinkSync(path);
    },
  };
}

/** The pid of the living process that holds the lock at `path`, or null. */
export function lockHolder(path: string): number | null {
  const content = readIfThere(path);
  return content === null ? null : holderOf(content);
}

/** False also for a zombie: it holds no files, no memory and no ports. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return statFields(pid)?.[0] !== 'Z';
}

function holderOf(content: string): number | null {
  const pid = Number.parseInt(content, 10);
  return pid > 0 && isAlive(pid) && identityOf(pid) === content ? pid : null;
}

function identityOf(pid: number): string {
  return `${pid} ${statFields(pid)?.[19] ?? ''}\n`;
}

/** /proc/<pid>/stat from field 3 (state) on; field 22 (start time) is index 19. Null where there is no /proc. See proc_pid_stat(5). */
function statFields(pid: number): string[] | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function removeStale(path: string, stale: string): void {
  const grabbed = `${path}.stale.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, grabbed);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Somebody else may have replaced the stale lock between the look and the rename: then it goes back.
  if (readIfThere(grabbed) !== stale) tryLink(grabbed, path);
  unlinkSync(grabbed);
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
