import type { Readable } from 'node:stream';
import { ApiError } from '@readroom/contract';

/** Bytes as they come from a request, a file or memory. */
export type BlobSource = AsyncIterable<Uint8Array> | Uint8Array;
/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  start: number;
  end: number;
}
export interface StoredBlob {
  size: number;
  /** Hex SHA-256 of the bytes. */
  sha256: string;
}

/** Bytes that were received completely and are nowhere visible yet. Either `commit` or `discard` it. */
export interface StagedBlob extends StoredBlob {
  /** Up to `length` bytes from `start`; fewer at the end. */
  read(start: number, length: number): Promise<Uint8Array>;
  /** The bytes from `start` on. */
  stream(start?: number): AsyncIterable<Uint8Array>;
  /** Makes the bytes durable under the key: when it resolves they survive a loss of power. An older blob with that key is replaced at once. */
  commit(key: string): Promise<void>;
  /** Forgets the bytes. Does nothing after `commit`. */
  discard(): Promise<void>;
}

/**
 * Where images and documents live. A key is segments of letters, digits, `.`, `_` and `-` with `/` between; none begins with a dot.
 * A blob is there whole or not at all.
 */
export interface BlobStorage {
  /** Receives bytes of any size without holding them in memory. @throws StorageFullError */
  stage(source: BlobSource): Promise<StagedBlob>;
  /** `stage` and `commit` in one. @throws StorageFullError */
  put(key: string, source: BlobSource): Promise<StoredBlob>;
  /** @throws BlobNotFoundError */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** Null where nothing has that key. */
  head(key: string): Promise<{ size: number } | null>;
  /** Does nothing where nothing has that key. */
  delete(key: string): Promise<void>;
  /** Every key that begins with `prefix`, in no order. */
  list(prefix: string): AsyncIterable<string>;
  /** Resolves where the storage can be written to; for the readiness check. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** No room (507): ENOSPC, EDQUOT, a file size limit, or the object store says so. What was being written is gone. */
export class StorageFullError extends ApiError {
  constructor(cause: unknown) {
    super('storage_full', { cause });
    this.name = 'StorageFullError';
  }
}

export class BlobNotFoundError extends Error {
  constructor(key: string) {
    super(`No blob has the key ${key}.`);
    this.name = 'BlobNotFoundError';
  }
}

/** ENOSPC: no space. EDQUOT: no quota. EFBIG: this file may not grow further (RLIMIT_FSIZE, or FAT's 4 GB): the same to whoever sent it. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The error to throw for a failed write: a full disk becomes StorageFullError, the rest stays. */
export function writeError(error: unknown): unknown {
  return error instanceof Error && 'code' in error && FULL.has(String(error.code)) ? new StorageFullError(error) : error;
}

const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** Keeps a key from leaving its folder. @throws RangeError for one that is not made as BlobStorage says */
export function requireKeyForm(key: string): void {
  if (key.length > 500 || !KEY.test(key))
    throw new RangeError('A storage key has segments of letters, digits, ".", "_" and "-", not beginning with a dot.');
}
