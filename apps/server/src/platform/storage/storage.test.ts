import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StorageConfig } from '../../config.ts';
import { BlobNotFoundError, type BlobStorage, openStorage } from './index.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield randomBytes(100_000);
  throw new Error('the client went away');
}

interface Opened {
  storage: BlobStorage;
  config: { storage: StorageConfig; dataDir: string };
  /** Where bytes are before they are committed. */
  spoolFolder: string;
  close(): Promise<void>;
}

async function openFileStorage(): Promise<Opened> {
  const dataDir = await mkdtemp(join(tmpdir(), 'readroom-storage-'));
  const config = { storage: { kind: 'file', directory: join(dataDir, 'storage') } as const, dataDir };
  const storage = await openStorage(config);
  return { storage, config, spoolFolder: join(dataDir, 'storage/.staging'), close: () => rm(dataDir, { recursive: true }) };
}

async function openS3Storage(): Promise<Opened> {
  const dataDir = await mkdtemp(join(tmpdir(), 'readroom-storage-'));
  process.env.AWS_ACCESS_KEY_ID = 'S3RVER';
  process.env.AWS_SECRET_ACCESS_KEY = 'S3RVER';
  const configureBuckets = [{ name: 'images', configs: [] }];
  const server = new S3rver({ address: '127.0.0.1', port: 0, directory: join(dataDir, 's3'), silent: true, configureBuckets });
  const { port } = await server.run();
  const setting = { kind: 's3', bucket: 'images', prefix: 'readroom', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}` } as const;
  const config = { storage: { ...setting, forcePathStyle: true }, dataDir };
  const storage = await openStorage(config);
  const close = async () => {
    await storage.close();
    await server.close();
    await rm(dataDir, { recursive: true });
  };
  return { storage, config, spoolFolder: join(dataDir, 'spool'), close };
}

describe.each([
  ['files', openFileStorage],
  ['S3', openS3Storage],
])('storage in %s', (_name, openIt) => {
  let opened: Opened;
  let storage: BlobStorage;
  beforeAll(async () => {
    opened = await openIt();
    storage = opened.storage;
  });
  afterAll(() => opened.close());

  const read = async (key: string) => buffer(await storage.get(key));
  const keys = async (prefix: string) => {
    const found: string[] = [];
    for await (const key of storage.list(prefix)) found.push(key);
    return found.sort();
  };

  test('gives back what was put, with its size and hash', async () => {
    const bytes = randomBytes(300_000);
    expect(await storage.put('a/bytes.dcm', bytes)).toEqual({ size: 300_000, sha256: sha256(bytes) });
    expect(await read('a/bytes.dcm')).toEqual(bytes);
    expect(await storage.head('a/bytes.dcm')).toEqual({ size: 300_000 });
  });

  test('takes a stream larger than a part of a multipart upload', async () => {
    const bytes = randomBytes(20_000_003);
    expect(await storage.put('a/large.dcm', chunks(bytes, 65_521))).toEqual({ size: bytes.length, sha256: sha256(bytes) });
    expect(sha256(await read('a/large.dcm'))).toBe(sha256(bytes));
  });

  test('takes an empty blob', async () => {
    await storage.put('a/empty', new Uint8Array());
    expect(await storage.head('a/empty')).toEqual({ size: 0 });
    expect(await read('a/empty')).toHaveLength(0);
  });

  test('reads a range, both ends included', async () => {
    await storage.put('a/digits', Buffer.from('0123456789'));
    expect((await buffer(await storage.get('a/digits', { start: 2, end: 5 }))).toString()).toBe('2345');
    expect((await buffer(await storage.get('a/digits', { start: 9, end: 9 }))).toString()).toBe('9');
  });

  test('replaces a blob', async () => {
    await storage.put('a/twice', Buffer.from('first'));
    await storage.put('a/twice', Buffer.from('second'));
    expect((await read('a/twice')).toString()).toBe('second');
  });

  test('lists by prefix, and only what is there whole', async () => {
    await storage.put('list/one/1.dcm', Buffer.from('1'));
    await storage.put('list/one/2.dcm', Buffer.from('2'));
    await storage.put('list/other', Buffer.from('3'));
    const staged = await storage.stage(Buffer.from('not yet'));
    expect(await keys('list/')).toEqual(['list/one/1.dcm', 'list/one/2.dcm', 'list/other']);
    expect(await keys('list/one/')).toEqual(['list/one/1.dcm', 'list/one/2.dcm']);
    expect(await keys('list/o')).toHaveLength(3);
    expect(await keys('nothing/')).toEqual([]);
    await staged.discard();
  });

  test('deletes, and does not mind what is gone', async () => {
    await storage.put('a/gone', Buffer.from('x'));
    await storage.delete('a/gone');
    await storage.delete('a/gone');
    expect(await storage.head('a/gone')).toBeNull();
    await expect(storage.get('a/gone')).rejects.toThrow(BlobNotFoundError);
  });

  test('a staged blob can be read before anybody else sees it, then is committed', async () => {
    const bytes = randomBytes(600_000);
    const staged = await storage.stage(chunks(bytes, 1000));
    expect(staged.sha256).toBe(sha256(bytes));
    expect(Buffer.from(await staged.read(10, 20))).toEqual(bytes.subarray(10, 30));
    expect(await staged.read(599_990, 1000)).toHaveLength(10);
    expect(sha256(await buffer(staged.stream(7)))).toBe(sha256(bytes.subarray(7)));
    expect(await storage.head('b/staged')).toBeNull();
    await staged.commit('b/staged');
    await staged.discard();
    expect(await read('b/staged')).toEqual(bytes);
  });

  test('a source that breaks off leaves nothing', async () => {
    await expect(storage.put('b/broken', broken())).rejects.toThrow('the client went away');
    expect(await storage.head('b/broken')).toBeNull();
    const staged = await storage.stage(Buffer.from('x'));
    await staged.discard();
    expect(await readdir(opened.spoolFolder)).toEqual([]);
  });

  test.each(['', '/etc/passwd', '../up', 'a/../../up', 'a//b', 'a/', '.staging/x', 'a/.hidden', 'a\\b', 'a\0b', 'ä', 'x'.repeat(501)])(
    'refuses the key "%s"',
    async (key) => {
      await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow(RangeError);
      await expect(storage.get(key)).rejects.toThrow(RangeError);
      await expect(storage.head(key)).rejects.toThrow(RangeError);
      await expect(storage.delete(key)).rejects.toThrow(RangeError);
    },
  );

  test('opening it again removes what a killed process left, and not what another one is writing', async () => {
    await writeFile(join(opened.spoolFolder, 'left'), 'half an image');
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await utimes(join(opened.spoolFolder, 'left'), old, old);
    await writeFile(join(opened.spoolFolder, 'in-use'), 'half an image');
    const again = await openStorage(opened.config);
    expect(await readdir(opened.spoolFolder)).toEqual(['in-use']);
    await rm(join(opened.spoolFolder, 'in-use'));
    await again.close();
  });
});

test('a storage that cannot be reached says so at once', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'readroom-storage-'));
  await writeFile(join(dataDir, 'file'), '');
  await expect(openStorage({ storage: { kind: 'file', directory: join(dataDir, 'file') }, dataDir })).rejects.toThrow('ENOTDIR');
  await rm(dataDir, { recursive: true });
});
