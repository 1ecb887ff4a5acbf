import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Deps } from '../src/deps.ts';
import { createClinic } from '../src/features/clinics/index.ts';
import { createKey, type NewKey } from '../src/features/keys/index.ts';
import { SESSION_COOKIE } from '../src/features/principal/index.ts';
import { createUser, type UserRequest } from '../src/features/users/index.ts';
import { systemClock } from '../src/platform/clock/index.ts';
import { createOutboundHttp } from '../src/platform/http-client/index.ts';
import { createLog } from '../src/platform/log/index.ts';
import { openMailer } from '../src/platform/mail/index.ts';
import { startQueue } from '../src/platform/queue/index.ts';
import { createSigner } from '../src/platform/signing/index.ts';
import { openStorage } from '../src/platform/storage/index.ts';
import { createTestDatabase } from './database.ts';
import { judgeAnswer } from './every-answer.ts';

export const PASSWORD = 'correct horse battery';

export interface TestApp {
  app: FastifyInstance;
  deps: Deps;
  /** Every route, such as `GET /api/studies/:studyId`. */
  routes: string[];
  /** One clinic to work in; `createClinic` makes others. */
  clinicId: string;
  /** `Authorization` header value of a new key. */
  newKey(options?: Partial<Parameters<typeof createKey>[1]>): Promise<NewKey & { authorization: string }>;
  /** A radiologist of the clinic, unless told otherwise. */
  newUser(options?: Partial<UserRequest>): Promise<{ userId: string; email: string }>;
  /** Signs in with the password of `newUser`. @returns the `cookie` header. */
  signIn(email: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * The real server on a database, a storage folder and a queue of its own; not listening: use `app.inject`, or `app.listen({ port: 0 })`. Requests may go out to this machine.
 * `workers` starts nothing by itself: call startRendering, startDelivering or startSealing with `deps` where a test needs them.
 */
export async function createTestApp(
  options: { deps?: Partial<Deps>; environment?: NodeJS.ProcessEnv; database?: Parameters<typeof createTestDatabase>[0] } = {},
): Promise<TestApp> {
  const database = await createTestDatabase(options.database);
  const folder = await mkdtemp(join(tmpdir(), 'readroom-test-'));
  const config = readConfig({
    READROOM_DATA: folder,
    READROOM_DEMO: '0',
    READROOM_OUTBOUND_ALLOW: '127.0.0.0/8',
    READROOM_LOG: 'silent',
    READROOM_RATE_LIMIT: 'off',
    ...options.environment,
  });
  const log = createLog(config.logLevel);
  const deps: Deps = {
    config,
    db: database.db,
    storage: await openStorage(config),
    signer: createSigner(randomBytes(32)),
    clock: systemClock,
    log,
    queue: await startQueue(database.url, log, { worker: true }),
    http: createOutboundHttp(config.outboundAllow),
    mail: openMailer(config),
    ...options.deps,
  };
  const routes: string[] = [];
  const onRoute = ({ method, url }: RouteOptions) => {
    // GET has its HEAD; several methods at once are those that a path refuses.
    if (typeof method === 'string' && method !== 'HEAD') routes.push(`${method} ${url}`);
  };
  const app = await createApp(deps, { onRoute, onAnswer: judgeAnswer });
  const clinicId = await createClinic(deps, 'Test clinic');
  let number = 0;
  return {
    app,
    deps,
    routes,
    clinicId,
    async newKey(request = {}) {
      const key = await createKey(deps, { clinicId, description: 'Test key', scope: 'all', isViewerEnabled: true, ...request });
      return { ...key, authorization: `Bearer ${key.key}` };
    },
    async newUser(request = {}) {
      number += 1;
      const email = request.email ?? `reader${number}@example.org`;
      const userId = await createUser(deps, {
        clinicId,
        email,
        password: PASSWORD,
        firstName: 'Rea',
        lastName: `Der${number}`,
        suffix1: 'MD',
        level: 'member',
        clinicRole: 'Radiologist',
        canManageStudies: false,
        canCreateReports: true,
        npiNumber: '1234567893',
        ...request,
      });
      return { userId, email };
    },
    async signIn(email) {
      const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { email, password: PASSWORD } });
      const cookie = answer.cookies.find(({ name }) => name === SESSION_COOKIE);
      if (!cookie) throw new Error(`signing in as ${email} answered ${answer.statusCode}`);
      return `${SESSION_COOKIE}=${cookie.value}`;
    },
    async close() {
      await app.close();
      await deps.queue.stop();
      await deps.storage.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
