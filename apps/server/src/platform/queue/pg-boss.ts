import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Log } from '../log/index.ts';
import type { JobName, Queue } from './queue.ts';

/**
 * How many jobs of a name one process works on at once. Those that wait for the programs behind keys are many: waiting holds no connection to the database, and the
 * outage of one vendor is that of the keys of many clinics.
 */
const AT_ONCE: Record<JobName, number> = {
  'report.render': 2,
  'webhook.deliver': 32,
  'study.arrive': 8,
  'capture.send': 8,
  'mail.send': 2,
};
const NAMES = Object.keys(AT_ONCE) as JobName[];
/** Of them so many may be of one key. Its others stay in the queue, uncounted: a program that hangs holds up its own jobs only. */
const AT_ONCE_OF_ONE_KEY = 2;

/**
 * `retryLimit` covers faults of this machine (database gone, disk full), not of a webhook's receiver: those are counted and paused by features/webhooks. The heartbeat
 * gives a job that died with its process back after seconds instead of minutes.
 */
const SETTINGS = {
  retryLimit: 100,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 600,
  heartbeatSeconds: 10,
  notify: true,
};

/** New jobs are told by NOTIFY; those whose time comes later (retries, pauses) are only found by looking. Without the second interval that is every 30 s. */
const WORKING = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1, localGroupConcurrency: AT_ONCE_OF_ONE_KEY };

/** Opens the queue in the database at `url` and makes its tables. `worker: false` only adds jobs. */
export async function startQueue(url: string, log: Log, options: { worker: boolean }): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    application_name: `readroom queue ${process.pid}`,
    useListenNotify: options.worker,
    supervise: options.worker,
    schedule: false,
    // A look needs both: the second one's default is a minute.
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
  });
  boss.on('error', (fault) => log.error({ err: asError(fault) }, 'the queue has a fault; it goes on'));
  await boss.start();
  for (const name of NAMES) {
    await boss.createQueue(name, SETTINGS);
    await boss.updateQueue(name, SETTINGS);
  }
  await allowAppRole(boss);
  return {
    async add(tx, name, payload, { startAfter } = {}) {
      await boss.send(name, payload, {
        db: fromDrizzle({ execute: async (query) => (await tx.execute(query as ReturnType<typeof sql>)).rows }, sql),
        ...('apiKeyId' in payload && { group: { id: payload.apiKeyId } }),
        ...(startAfter ? { startAfter } : {}),
      });
    },
    async work(name, handler) {
      await boss.work<Parameters<typeof handler>[0]>(name, { ...WORKING, localConcurrency: AT_ONCE[name] }, async (jobs) => {
        for (const job of jobs) {
          try {
            await handler(job.data);
          } catch (err) {
            log.error({ err, job: name }, 'a job failed; it is tried again');
            throw err;
          }
        }
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000, close: true }),
  };
}

/** pg-boss hands on copies of what its workers met, which are no errors any more: the log would not say what it was. */
function asError(fault: unknown): unknown {
  if (fault instanceof Error || typeof fault !== 'object' || fault === null || !('message' in fault)) return fault;
  return Object.assign(new Error(String(fault.message)), fault);
}

/** A transaction that is confined to a clinic must be able to add a job; payloads are ids. Processes that start together wait for each other: GRANT does not. */
async function allowAppRole(boss: PgBoss): Promise<void> {
  const db = boss.getDb();
  await db.executeSql(`
    SELECT pg_advisory_xact_lock(4600019);
    GRANT USAGE ON SCHEMA pgboss TO readroom_app;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA pgboss TO readroom_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO readroom_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO readroom_app;
  `);
}
