import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { judgedFetch } from '../apps/server/test/judged-fetch.ts';

const ROOT = join(import.meta.dirname, '..');
const NODE = join(ROOT, 'node_modules/.bin/node');

export const OWNER = { email: 'owner@hospital.example', password: 'an-owner-of-tests' };
export const READER_PASSWORD = 'a-reader-of-tests';

/** The real program in a folder of its own, driven from outside: HTTP, and the command line beside it. */
export interface Server {
  url: string;
  /** Scope all. */
  key: string;
  /** What the last start printed: the address, the one-time link, the key of the demo. */
  firstScreen(): string;
  /** Calls the public API and reads the JSON answer. Throws where the status is not 2xx, or the answer not as /openapi.json says. */
  api<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** The same with another key. */
  apiWith(otherKey: string): Server['api'];
  /** `npm run readroom -- <args> --json`. */
  command<T = Record<string, unknown>>(args: string[], input?: string): Promise<T>;
  /** A radiologist who can sign in with READER_PASSWORD; with `managesStudies` one who sees those of others too. @returns the public id. */
  createReader(email: string, lastName: string, options?: { managesStudies: boolean }): Promise<string>;
  /** Ends the process as a power cut would, and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(environment: Record<string, string> = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'readroom-e2e-'));
  const port = await freePort();
  const key = `sk_live_${randomBytes(16).toString('hex')}`;
  const env = {
    ...process.env,
    READROOM_DATA: folder,
    READROOM_PORT: String(port),
    READROOM_DEMO: '0',
    READROOM_BOOTSTRAP_KEY: key,
    READROOM_BOOTSTRAP_OWNER: `${OWNER.email}:${OWNER.password}`,
    READROOM_OUTBOUND_ALLOW: '127.0.0.0/8',
    READROOM_LOG: 'error',
    READROOM_RATE_LIMIT: 'off',
    ...environment,
  };
  const url = `http://127.0.0.1:${port}`;
  const start = () => launch(env, url);
  let running = await start().catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });

  function apiWith(bearer: string): Server['api'] {
    return async <T>(method: string, path: string, body?: unknown) => {
      const answer = await judgedFetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      return JSON.parse(text) as T;
    };
  }

  const server: Server = {
    url,
    key,
    firstScreen: () => running.output(),
    api: apiWith(key),
    apiWith,
    async command<T>(args: string[], input?: string) {
      const command = promisify(execFile)(NODE, [join(ROOT, 'apps/server/src/cli/main.ts'), ...args, '--json'], { env });
      command.child.stdin?.end(input ?? '');
      return JSON.parse((await command).stdout) as T;
    },
    async createReader(email, lastName, options) {
      const args = ['user', 'create', '--email', email, '--first-name', 'Rhea', '--last-name', lastName, '--role', 'Radiologist'];
      const { userId } = await server.command<{ userId: string }>(
        [...args, '--npi', '1234567893', '--reports', '--password-stdin', ...(options?.managesStudies ? ['--manage-studies'] : [])],
        READER_PASSWORD,
      );
      return userId;
    },
    async restart() {
      running.child.kill('SIGKILL');
      await once(running.child, 'exit');
      running = await start();
    },
    async stop() {
      if (running.child.exitCode === null) {
        running.child.kill('SIGTERM');
        await once(running.child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  return server;
}

async function launch(env: NodeJS.ProcessEnv, url: string): Promise<{ child: ChildProcess; output(): string }> {
  const child = spawn(NODE, [join(ROOT, 'apps/server/src/main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    output += data.toString();
  });
  // The first screen is printed once the server listens.
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (output.includes(url)) resolve();
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  return { child, output: () => output };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
