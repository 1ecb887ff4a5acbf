import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { prepareInstallation, welcome } from './features/bootstrap/index.ts';
import { openDeps } from './open-deps.ts';
import { makePassable } from './platform/db/postgres-home.ts';
import { LockedError, type ProcessLock, takeLock } from './platform/db/process-lock.ts';
import { createLog } from './platform/log/index.ts';
import { welcomeScreen } from './welcome-screen.ts';
import { startWorkers } from './workers.ts';

/** A server that was told to stop gets this long to finish before the next one gives up. */
const PREDECESSOR_MS = 5_000;
/** Requests still running after this are cut off. */
const DRAIN_MS = 20_000;

/** A start that failed for a reason that the operator can mend: shown without a stack. */
class StartError extends Error {}

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** Runs the server until it is told to stop: SIGINT, SIGTERM, SIGHUP, or the end of the process that started it. */
async function run(): Promise<void> {
  const stopped = stopRequested();
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'the server ends because of an unexpected fault');
    process.exit(1);
  });
  // Images and reports are nobody else's to read.
  process.umask(0o077);
  makePassable(config.dataDir);
  const lock = await takeServerLock(join(config.dataDir, config.role === 'worker' ? 'worker.lock' : 'server.lock'));
  const { deps, close } = await openDeps(config, log, { worker: config.role !== 'web', keepAlive: true, say });
  let workers: { stop(): Promise<void> } | undefined;
  let app: FastifyInstance | undefined;
  try {
    // Loaded only where it is wanted: it brings images with it.
    const demo = config.demo && config.role !== 'worker' ? await import('./features/demo/index.ts') : null;
    if (config.role !== 'worker') await prepareInstallation(deps, demo?.loadDemo ?? null, say);
    if (config.role !== 'web') workers = await startWorkers(deps);
    if (config.role !== 'worker') {
      app = await createApp(deps);
      await listen(app, config.host, config.port);
      const { link, isDemo } = await welcome(deps);
      process.stdout.write(
        welcomeScreen({ publicUrl: config.publicUrl, link, demoKey: isDemo && demo ? await demo.demoApiKey(deps) : null }),
      );
    }
    await stopped;
  } finally {
    if (app) await drain(app);
    await workers?.stop();
    await close();
    lock.release();
  }
}

function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    // Asked again it goes on stopping: a terminal sends Ctrl-C to this process and to the one that started it, which hands it on.
    const stop = () => {
      if (!asked) say('Stopping …');
      asked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    // scripts/start.mjs holds the other end of this channel: it closes when that process is gone, however it went.
    process.on('disconnect', stop);
  });
}

async function takeServerLock(path: string): Promise<ProcessLock> {
  const end = Date.now() + PREDECESSOR_MS;
  let said = false;
  for (;;) {
    try {
      return takeLock(path);
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      if (Date.now() > end) {
        throw new StartError(
          `Readroom is already running on this data (process ${error.holderPid}). Stop it first, or set READROOM_DATA to another folder.`,
        );
      }
      if (!said)
        say(`Another Readroom (process ${error.holderPid}) uses this data; waiting up to ${PREDECESSOR_MS / 1000} s for it to stop …`);
      said = true;
      await pause(100);
    }
  }
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new StartError(`READROOM_PORT: another program listens on ${host}:${port}. Set READROOM_PORT to a free port.`);
    if (code === 'EACCES')
      throw new StartError(`READROOM_PORT: this user may not listen on port ${port}. Set READROOM_PORT to a port from 1024 on.`);
    if (code === 'EADDRNOTAVAIL') throw new StartError(`READROOM_HOST: this machine does not have the address ${host}.`);
    throw error;
  }
}

/** Takes no new connection, lets running requests finish, then closes what is still open. */
async function drain(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearTimeout(late);
}

try {
  await run();
  process.exit(0);
} catch (error) {
  say(
    error instanceof ConfigError || error instanceof StartError
      ? error.message
      : `Readroom cannot start: ${(error as Error).stack ?? error}`,
  );
  process.exit(1);
}
