import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CAPACITY = 2 * 1024 * 1024;

export interface SmallDisk {
  folder: string;
  /** About how many bytes fit. */
  capacity: number;
}

/**
 * Runs `work` with a folder in which writing more than `capacity` bytes fails for real. Where this process may mount (root), that is a tiny tmpfs and ENOSPC.
 * Elsewhere it is the kernel's limit on the size of a file (RLIMIT_FSIZE, set on this process by prlimit) and EFBIG, which the storage takes for the same thing.
 */
export async function onFullDisk(work: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'readroom-full-disk-'));
  const isMounted = await mountSmall(folder);
  if (!isMounted) await limitFileSize(`${CAPACITY}`);
  try {
    await work({ folder, capacity: CAPACITY });
  } finally {
    if (isMounted) await run('umount', [folder]);
    else await limitFileSize('unlimited');
    await rm(folder, { recursive: true });
  }
}

async function mountSmall(folder: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  return run('mount', ['-t', 'tmpfs', '-o', `size=${CAPACITY}`, 'tmpfs', folder]).then(
    () => true,
    // Root in a container without the right to mount.
    () => false,
  );
}

/** The soft limit only, so that it can be lifted again. Without a handler the kernel's SIGXFSZ would end the process. */
async function limitFileSize(size: string): Promise<void> {
  process.on('SIGXFSZ', () => {});
  await run('prlimit', ['--pid', `${process.pid}`, `--fsize=${size}:`]);
}
