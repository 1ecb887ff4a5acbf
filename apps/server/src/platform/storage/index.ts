import { join } from 'node:path';
import type { StorageConfig } from '../../config.ts';
import type { BlobStorage } from './blob-storage.ts';
import { FileStorage, STAGING } from './file-storage.ts';
import { S3Storage } from './s3-storage.ts';
import { removeStaleSpools } from './spool.ts';

export {
  BlobNotFoundError,
  type BlobSource,
  type BlobStorage,
  type ByteRange,
  type StagedBlob,
  StorageFullError,
  type StoredBlob,
} from './blob-storage.ts';
export { type LocalFile, localFiles } from './local-files.ts';

/** The storage of the configuration, ready to write. Throws where it cannot be reached or written to. */
export async function openStorage(config: { storage: StorageConfig; dataDir: string }): Promise<BlobStorage> {
  const { storage: setting, dataDir } = config;
  const spoolFolder = setting.kind === 'file' ? join(setting.directory, STAGING) : join(dataDir, 'spool');
  const storage = setting.kind === 'file' ? new FileStorage(setting.directory) : new S3Storage(setting, spoolFolder);
  await storage.check();
  await removeStaleSpools(spoolFolder, Date.now());
  return storage;
}
