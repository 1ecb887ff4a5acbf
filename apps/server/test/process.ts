import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';

const SERVER = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const COMMAND_LINE = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** A data folder of a real server process, with its own embedded PostgreSQL. */
export interface Installation {
  dataDir: string;
  url: string;
  environment: NodeJS.ProcessEnv;
  /** Starts the server and waits until it is ready. */
  start(): Promise<Running>;
  /** Waits until a started server is ready (again). */
  ready(running: Running): Promise<void>;
  /** Starts the server without waiting. */
  launch(changes?: NodeJS.ProcessEnv): Running;
  /** Runs a command of the CLI with --json. */
  command(...args: string[]): Promise<{ code: number | null; result: unknown }>;
  /** The pid of PostgreSQL. */
  postgresPid(): number;
  /** Kills whatever still runs and removes the folder. */
  remove(): Promise<void>;
}

export interface Running {
  child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Resolves to its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
}

/** A new installation without the demo, on a free port. */
export async function newInstallation(environment: NodeJS.ProcessEnv = {}): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'readroom-process-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const all: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    READROOM_DATA: dataDir,
    READROOM_PORT: String(port),
    READROOM_DEMO: '0',
    READROOM_LOG: 'warn',
    READROOM_RATE_LIMIT: 'off',
    ...environment,
  };
  const started: Running[] = [];
  const launch = (changes: NodeJS.ProcessEnv = {}) => {
    const running = run([SERVER], { ...all, ...changes });
    started.push(running);
    return running;
  };
  const ready = async (running: Running) => {
    const ended = running.ended.then((code) => {
      throw new Error(`the server ended with ${code}: ${running.output()}`);
    });
    await Promise.race([ended, vi.waitFor(async () => expect(await isReady(url)).toBe(true), { timeout: 60_000 })]);
  };
  return {
    dataDir,
    url,
    environment: all,
    launch,
    ready,
    async start() {
      const running = launch();
      await ready(running);
      return running;
    },
    async command(...args) {
      const running = run([COMMAND_LINE, ...args, '--json'], all);
      const code = await running.ended;
      return { code: typeof code === 'number' ? code : null, result: JSON.parse(running.output()) };
    },
    postgresPid: () => postgresPid(dataDir),
    async remove() {
      for (const { child, ended } of started) {
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false; // nobody listens yet
  }
}

function run(args: string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const isCommand = args[0] === COMMAND_LINE;
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    if (!isCommand) output += chunk;
  });
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  return { child, output: () => output, ended };
}

function postgresPid(dataDir: string): number {
  const { directory } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
  return Number(readFileSync(join(dataDir, directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
