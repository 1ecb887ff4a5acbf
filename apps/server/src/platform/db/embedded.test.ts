import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withClient } from './client.ts';
import { ensureDatabase, type RunningDatabase } from './embedded.ts';
import { findPostmaster } from './postmaster.ts';

let dataDir: string;
const running: RunningDatabase[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'readroom-embedded-'));
});

afterEach(async () => {
  for (const database of running.splice(0)) await database.stop({ evenIfInUse: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function ensure(options: { keepAlive?: boolean } = {}): Promise<RunningDatabase> {
  const database = await ensureDatabase({ dataDir, ...options });
  running.push(database);
  return database;
}

async function query(url: string, text: string): Promise<unknown[]> {
  return withClient(url, async (client) => (await client.query(text)).rows);
}

/** The cluster's folder as the state file names it. */
function clusterOf(folder: string): string {
  return join(folder, JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')).directory);
}

async function becomesTrue(condition: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 30_000 }).toBe(true);
}

test('a first start creates a database that syncs to disk, with a password only its owner can read; a second start keeps the data', async () => {
  const first = await ensure();
  expect(first.startedHere).toBe(true);
  await query(first.url, 'create table kept (id int); insert into kept values (7)');
  expect(await query(first.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(first.url, 'show log_min_messages')).toEqual([{ log_min_messages: 'log' }]);
  expect(statSync(join(dataDir, 'postgres.json')).mode & 0o077).toBe(0);
  await first.stop();
  expect(findPostmaster(clusterOf(dataDir))).toBeNull();

  const second = await ensure();
  expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
});

test('a wrong password is refused', async () => {
  const url = new URL((await ensure()).url);
  url.password = 'wrong';
  await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
});

test('whoever comes second uses the same server, and the last to leave stops it', async () => {
  const [first, second] = await Promise.all([ensure(), ensure()]);
  expect(first.url).toBe(second.url);
  expect([first.startedHere, second.startedHere].filter(Boolean)).toHaveLength(1);

  const otherProcess = new pg.Client({ connectionString: first.url, application_name: 'another process' });
  await otherProcess.connect();
  await first.stop();
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await otherProcess.end();
  await becomesTrue(async () => {
    await second.stop();
    return findPostmaster(clusterOf(dataDir)) === null;
  });
});

test('after a kill -9 of the process that started it the server is adopted with what was committed', async () => {
  const source = `
    const { ensureDatabase } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)});
    await ensureDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;

  const adopted = await ensure();
  expect(adopted.startedHere).toBe(false);
  expect(await query(adopted.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('after a kill -9 of PostgreSQL itself the next start recovers on the same port with what was committed', async () => {
  const first = await ensure();
  await query(first.url, 'create table kept (id int); insert into kept values (7)');
  process.kill(findPostmaster(clusterOf(dataDir))?.pid ?? 0, 'SIGKILL');
  await becomesTrue(() => findPostmaster(clusterOf(dataDir)) === null);

  const second = await ensure();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
});

test('with keepAlive a killed PostgreSQL comes back by itself under the same URL', async () => {
  const database = await ensure({ keepAlive: true });
  const before = findPostmaster(clusterOf(dataDir))?.pid;
  process.kill(before ?? 0, 'SIGKILL');
  await becomesTrue(() => {
    const now = findPostmaster(clusterOf(dataDir));
    return now !== null && now.pid !== before && now.status === 'ready';
  });
  expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a postmaster.pid left from before a reboot, whose pid now belongs to another process, does not stop a start', async () => {
  const first = await ensure();
  const pidFile = join(clusterOf(dataDir), 'postmaster.pid');
  const content = readFileSync(pidFile, 'utf8');
  await first.stop();
  writeFileSync(pidFile, content.replace(/^\d+/, String(process.ppid)));

  const second = await ensure();
  expect(second.startedHere).toBe(true);
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(process.getuid?.() === 0)(
  'as root below a folder that PostgreSQL cannot enter, the cluster lives elsewhere and one line says so',
  async () => {
    chmodSync(dataDir, 0o700);
    const below = join(dataDir, 'data');
    writeFileSync(join(dataDir, 'in use'), '');
    const lines: string[] = [];
    const database = await ensureDatabase({ dataDir: below, onProgress: (line) => lines.push(line) });
    const cluster: string = JSON.parse(readFileSync(join(below, 'postgres.json'), 'utf8')).directory;
    try {
      expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(cluster).toMatch(/^\/var\/lib\/readroom\//);
      expect(lines).toContain(`The user "postgres" cannot reach ${below}; the database lives in ${cluster}.`);
      expect(existsSync(join(below, 'postgres'))).toBe(false);
      expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    } finally {
      await database.stop({ evenIfInUse: true });
      rmSync(join(cluster, '..'), { recursive: true, force: true });
    }
  },
);

test('a new data folder keeps the cluster inside, even where it was made for its owner alone', async () => {
  chmodSync(dataDir, 0o700);
  await ensure();
  expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
  expect(statSync(dataDir).mode & 0o066).toBe(0);
});

test('an external database is used as it is and never stopped', async () => {
  const database = await ensureDatabase({ dataDir, databaseUrl: 'postgres://somewhere/else' });
  expect(database).toMatchObject({ url: 'postgres://somewhere/else', startedHere: false });
  await database.stop();
});
