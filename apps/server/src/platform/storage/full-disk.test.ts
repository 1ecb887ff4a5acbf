import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { onFullDisk } from '../../../test/full-disk.ts';
import { openStorage, StorageFullError } from './index.ts';

test('a disk that is full: the error says so, nothing is left, and what was there stays', async () => {
  await onFullDisk(async ({ folder, capacity }) => {
    const config = { storage: { kind: 'file', directory: join(folder, 'storage') } as const, dataDir: folder };
    const storage = await openStorage(config);
    await storage.put('small', Buffer.from('kept'));

    await expect(storage.put('large', randomBytes(capacity * 2))).rejects.toThrow(StorageFullError);

    expect(await storage.head('large')).toBeNull();
    expect(await readdir(join(folder, 'storage/.staging'))).toEqual([]);
    expect((await buffer(await storage.get('small'))).toString()).toBe('kept');
    await storage.put('another', Buffer.from('room again'));
    expect(await storage.head('another')).toEqual({ size: 10 });
  });
});
