import { createReadStream } from 'node:fs';
import { access, constants, mkdir, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  BlobNotFoundError,
  type BlobSource,
  type BlobStorage,
  type ByteRange,
  requireKeyForm,
  type StagedBlob,
  StorageFullError,
  type StoredBlob,
} from './blob-storage.ts';
import { readSpooled, spool, streamSpooled } from './spool.ts';

export interface S3Setting {
  bucket: string;
  /** In front of every key, without slashes at its ends; may be empty. */
  prefix: string;
  region: string;
  endpoint: string | undefined;
  forcePathStyle: boolean;
}

/** What object stores answer when they have no room: MinIO, Ceph and 507 of others. */
const FULL = new Set(['XMinioStorageFull', 'QuotaExceeded', 'QuotaExceededException', 'InsufficientStorage']);
const PART_SIZE = 8 * 1024 * 1024;

/**
 * Blobs as objects of an S3 bucket. Bytes are received into a local folder first: only a complete upload is sent on, and its hash is known before its key is.
 * Credentials come from the AWS variables or the machine's role.
 */
export class S3Storage implements BlobStorage {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #spoolFolder: string;

  constructor(setting: S3Setting, spoolFolder: string) {
    this.#client = new S3Client({
      region: setting.region,
      endpoint: setting.endpoint,
      forcePathStyle: setting.forcePathStyle,
      // Servers other than AWS's own do not all understand the newer trailing checksums; the instance's SHA-256 is in the database.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    this.#bucket = setting.bucket;
    this.#prefix = setting.prefix ? `${setting.prefix}/` : '';
    this.#spoolFolder = spoolFolder;
  }

  async stage(source: BlobSource): Promise<StagedBlob> {
    const file = await spool(this.#spoolFolder, source);
    let isOpen = true;
    const discard = async () => {
      if (!isOpen) return;
      isOpen = false;
      await file.handle.close();
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
          await this.#upload(key, file.path, file.sha256);
        } finally {
          await discard();
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
    const command = new GetObjectCommand({ ...this.#object(key), ...(range && { Range: `bytes=${range.start}-${range.end}` }) });
    const answer = await this.#client.send(command).catch((error: unknown) => {
      throw isMissing(error) ? new BlobNotFoundError(key) : error;
    });
    if (!(answer.Body instanceof Readable)) throw new TypeError('The S3 client gave no Node stream.');
    return answer.Body;
  }

  async head(key: string): Promise<{ size: number } | null> {
    try {
      const answer = await this.#client.send(new HeadObjectCommand(this.#object(key)));
      return { size: answer.ContentLength ?? 0 };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#object(key)));
  }

  async *list(prefix: string): AsyncIterable<string> {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: this.#prefix + prefix, ContinuationToken: token });
      const answer = await this.#client.send(command);
      for (const { Key } of answer.Contents ?? []) if (Key) yield Key.slice(this.#prefix.length);
      token = answer.NextContinuationToken;
    } while (token);
  }

  async check(): Promise<void> {
    await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
    await mkdir(this.#spoolFolder, { recursive: true });
    await access(this.#spoolFolder, constants.W_OK);
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  #object(key: string): { Bucket: string; Key: string } {
    requireKeyForm(key);
    return { Bucket: this.#bucket, Key: this.#prefix + key };
  }

  /** In parts where it is large; an object becomes visible with its last part, and a failed upload is aborted. */
  async #upload(key: string, path: string, sha256: string): Promise<void> {
    const params = { ...this.#object(key), Body: createReadStream(path), Metadata: { sha256 } };
    try {
      await new Upload({ client: this.#client, params, partSize: PART_SIZE, queueSize: 2 }).done();
    } catch (error) {
      throw isFull(error) ? new StorageFullError(error) : error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}

function isFull(error: unknown): boolean {
  return error instanceof S3ServiceException && (FULL.has(error.name) || error.$metadata.httpStatusCode === 507);
}
