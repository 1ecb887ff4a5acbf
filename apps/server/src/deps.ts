import type { Config } from './config.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Database } from './platform/db/connection.ts';
import type { OutboundHttp } from './platform/http-client/index.ts';
import type { Log } from './platform/log/index.ts';
import type { Mailer } from './platform/mail/index.ts';
import type { Queue } from './platform/queue/index.ts';
import type { Signer } from './platform/signing/index.ts';
import type { BlobStorage } from './platform/storage/index.ts';

/** Everything that a feature needs from outside, handed in: no globals. */
export interface Deps {
  config: Config;
  db: Database;
  storage: BlobStorage;
  signer: Signer;
  clock: Clock;
  log: Log;
  queue: Queue;
  http: OutboundHttp;
  mail: Mailer;
}
