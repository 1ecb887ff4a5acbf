import { createServer } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { isAlive } from '../src/platform/db/process-lock.ts';
import { judgedFetch } from './judged-fetch.ts';
import { type Installation, newInstallation } from './process.ts';

// Whole processes: on a busy machine each start takes its time.
vi.setConfig({ testTimeout: 180_000 });

const KEY = 'sk_live_00000000000000000000000000000001';
const installations: Installation[] = [];

afterEach(async () => {
  for (const installation of installations.splice(0)) await installation.remove();
});

async function install(environment: NodeJS.ProcessEnv = {}): Promise<Installation> {
  const installation = await newInstallation(environment);
  installations.push(installation);
  return installation;
}

const studies = (url: string) => judgedFetch(`${url}/v1/autoScribe/studies`, { headers: { authorization: `Bearer ${KEY}` } });

test('an empty installation prints the link for its first owner, takes the bootstrap key, and stops clean with all that it started', async () => {
  const installation = await install({ READROOM_BOOTSTRAP_KEY: KEY });
  const server = await installation.start();
  await expect.poll(server.output).toMatch(new RegExp(`Create the first owner +${installation.url}/open#[\\w-]{43}\n`));
  expect((await studies(installation.url)).status).toBe(200);

  const postgres = installation.postgresPid();
  expect(isAlive(postgres)).toBe(true);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(isAlive(postgres)).toBe(false);

  // The settings name the same key at every start.
  await installation.start();
  expect((await studies(installation.url)).status).toBe(200);
});

test('with an owner from the settings no way in is printed, and the owner signs in', async () => {
  const installation = await install({ READROOM_BOOTSTRAP_OWNER: 'owner@example.org:correct horse' });
  const server = await installation.start();
  await expect.poll(server.output).toContain('Readroom is running');
  expect(server.output()).not.toContain('/open#');
  const answer = await fetch(`${installation.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@example.org', password: 'correct horse' }),
  });
  expect(answer.status).toBe(200);
});

test('a second start on the same data says who runs and ends with 1; the first goes on', async () => {
  const installation = await install();
  const first = await installation.start();
  const second = installation.launch();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Readroom is already running on this data (process ${first.child.pid})`);
  expect((await fetch(`${installation.url}/readyz`)).status).toBe(200);
});

test('a start right after a SIGTERM waits for the predecessor and takes over', async () => {
  const installation = await install();
  const first = await installation.start();
  first.child.kill('SIGTERM');
  await installation.start();
  expect(await first.ended).toBe(0);
});

test('a port that is in use is named, and nothing stays behind', async () => {
  const installation = await install();
  const port = Number(new URL(installation.url).port);
  const other = createServer().listen(port, '127.0.0.1');
  const server = installation.launch();
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain(`READROOM_PORT: another program listens on 127.0.0.1:${port}`);
  expect(installation.postgresPid).toThrow('ENOENT');
  other.close();
});

test('a wrong setting is named before anything starts', async () => {
  const server = (await install()).launch({ READROOM_PORT: 'http', DATABASE_URL: 'nowhere' });
  expect(await server.ended).toBe(1);
  expect(server.output()).toBe(
    'READROOM_PORT: expected a port number from 1 to 65535\nDATABASE_URL: expected postgres://user:password@host:port/database\n',
  );
});

test('the command line works without a server and beside one, which it leaves running', async () => {
  const installation = await install();
  expect(await installation.command('clinic', 'create', '--name', 'One')).toMatchObject({ code: 0 });
  expect(installation.postgresPid).toThrow('ENOENT');

  await installation.start();
  const made = await installation.command('key', 'create', '--description', 'PACS', '--scope', 'self');
  const authorization = `Bearer ${(made.result as { key: string }).key}`;
  expect((await judgedFetch(`${installation.url}/v1/autoScribe/studies`, { headers: { authorization } })).status).toBe(200);
});
