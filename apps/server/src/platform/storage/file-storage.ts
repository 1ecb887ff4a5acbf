import { access, constants, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import {
  BlobNotFoundError,
  type BlobSource,
  type BlobStorage,
  type ByteRange,
  requireKeyForm,
  type StagedBlob,
  type StoredBlob,
  writeError,
} from './blob-storage.ts';
import { readSpooled, type SpooledFile, spool, streamSpooled } from './spool.ts';

/** Inside the root, so that a rename can move a file out of it; its leading dot keeps it out of every key. */
export const STAGING = '.staging';

/**
 * Blobs as files below one folder. A blob is written beside, fsynced, renamed to its place, and the folder is fsynced: after a crash at any moment it is there whole
 * or not at all (fsync(2), rename(2)).
 */
export class FileStorage implements BlobStorage {
  readonly #root: string;
  /** Folders whose own entry in their parent is known to be on the disk. */
  readonly #durableFolders = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  async stage(source: BlobSource): Promise<StagedBlob> {
    const file = await spool(join(this.#root, STAGING), source);
    let isOpen = true;
    const closeOnce = async () => {
      if (isOpen) await file.handle.close();
      isOpen = false;
    };
    const discard = async () => {
      if (!isOpen) return;
      await closeOnce();
      await rm(file.path, { force: true });
    };
    return {
      size: file.size,
      sha256: file.sha256,
      read: (start, length) => readSpooled(file, start, length),
      stream: (start = 0) => streamSpooled(file, start),
      discard,
      commit: async (key) => {
        try {
          await this.#moveIn(file, key);
          await closeOnce();
        } catch (error) {
          await discard();
          throw writeError(error);
        }
      },
    };
  }

  async put(key: string, source: BlobSource): Promise<StoredBlob> {
    requireKeyForm(key);
    const staged = await this.stage(source);
    await staged.commit(key);
    return { size: staged.size, sha256: staged.sha256 };
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const handle = await open(this.#path(key), 'r').catch((error: unknown) => {
      throw isMissing(error) ? new BlobNotFoundError(key) : error;
    });
    return handle.createReadStream(range ?? {});
  }

  async head(key: string): Promise<{ size: number } | null> {
    try {
      return { size: (await stat(this.#path(key))).size };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    try {
      await rm(path);
      await syncFolder(dirname(path));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<string> {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    if (folder) requireKeyForm(folder.slice(0, -1));
    for await (const key of this.#walk(join(this.#root, folder))) if (key.startsWith(prefix)) yield key;
  }

  async check(): Promise<void> {
    const staging = join(this.#root, STAGING);
    await mkdir(staging, { recursive: true });
    await access(staging, constants.W_OK);
  }

  async close(): Promise<void> {}

  #path(key: string): string {
    requireKeyForm(key);
    return join(this.#root, key);
  }

  async #moveIn(file: SpooledFile, key: string): Promise<void> {
    const path = this.#path(key);
    await file.handle.sync();
    await this.#makeFolder(dirname(path));
    await rename(file.path, path);
    await syncFolder(dirname(path));
  }

  /** A new folder is an entry in its parent, which has to reach the disk as well. */
  async #makeFolder(folder: string): Promise<void> {
    if (this.#durableFolders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    if (folder !== this.#root) {
      await this.#makeFolder(dirname(folder));
      await syncFolder(dirname(folder));
    }
    this.#durableFolders.add(folder);
  }

  async *#walk(folder: string): AsyncGenerator<string> {
    const entries = await opendir(folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for await (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.')) yield* this.#walk(path);
      if (entry.isFile()) yield relative(this.#root, path).split(sep).join('/');
    }
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
