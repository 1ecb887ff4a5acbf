import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobSource, writeError } from './blob-storage.ts';

/** A file that nobody else knows of, written completely and hashed on the way. The handle stays open until it is closed or removed. */
export interface SpooledFile {
  path: string;
  handle: FileHandle;
  size: number;
  sha256: string;
}

/** Writes a source to a new file in `directory`. Where the source or the disk fails, the file is removed. @throws StorageFullError */
export async function spool(directory: string, source: BlobSource): Promise<SpooledFile> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, randomUUID());
  const handle = await open(path, 'wx+');
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      hash.update(chunk);
      await writeFully(handle, chunk);
      size += chunk.length;
    }
    return { path, handle, size, sha256: hash.digest('hex') };
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw writeError(error);
  }
}

/** A write may take fewer bytes than given, on a disk that is nearly full above all. */
async function writeFully(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, written);
    written += bytesWritten;
  }
}

/** Up to `length` bytes from `start`. */
export async function readSpooled({ handle }: SpooledFile, start: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

const CHUNK = 1 << 18;

/** The bytes from `start` on, in chunks that are valid until the next one is asked for. */
export async function* streamSpooled(file: SpooledFile, start: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < file.size; at += CHUNK) yield await readSpooled(file, at, Math.min(CHUNK, file.size - at));
}

const STALE_MS = 60 * 60 * 1000;

/** Removes what a killed process left: files that nothing has written to for an hour. */
export async function removeStaleSpools(directory: string, now: number): Promise<void> {
  await mkdir(directory, { recursive: true });
  for await (const entry of await opendir(directory)) {
    const path = join(directory, entry.name);
    const found = await stat(path).catch((error: unknown) => {
      // Another process may have finished with it in between.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (found?.isFile() && now - found.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}
