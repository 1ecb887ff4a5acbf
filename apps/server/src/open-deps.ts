import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { systemClock } from './platform/clock/index.ts';
import { openDatabase } from './platform/db/connection.ts';
import { ensureDatabase } from './platform/db/embedded.ts';
import { migrateDatabase } from './platform/db/migrate.ts';
import { createOutboundHttp } from './platform/http-client/index.ts';
import type { Log } from './platform/log/index.ts';
import { openMailer } from './platform/mail/index.ts';
import { startQueue } from './platform/queue/index.ts';
import { createSigner, loadInstallationSecret } from './platform/signing/index.ts';
import { openStorage } from './platform/storage/index.ts';

export interface OpenDeps {
  deps: Deps;
  /** Closes everything in the reverse order, the embedded PostgreSQL last. */
  close(): Promise<void>;
}

/**
 * Everything from outside, opened as the settings say: database running and migrated, storage, queue. For the server, and with `worker: false` and
 * `keepAlive: false` for a command beside it. Whatever was opened before a failure is closed again.
 */
export async function openDeps(
  config: Config,
  log: Log,
  options: { worker: boolean; keepAlive: boolean; say: (line: string) => void },
): Promise<OpenDeps> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const { dataDir, databaseUrl } = config;
    const database = await ensureDatabase({ dataDir, databaseUrl, keepAlive: options.keepAlive, onProgress: options.say });
    closers.push(() => database.stop());
    await migrateDatabase(database.url);
    const db = openDatabase(database.url);
    closers.push(() => db.close());
    const signer = createSigner(await loadInstallationSecret(dataDir));
    const storage = await openStorage(config);
    closers.push(() => storage.close());
    const queue = await startQueue(database.url, log, { worker: options.worker });
    closers.push(() => queue.stop());
    const http = createOutboundHttp(config.outboundAllow);
    return { deps: { config, db, storage, signer, clock: systemClock, log, queue, http, mail: openMailer(config) }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
