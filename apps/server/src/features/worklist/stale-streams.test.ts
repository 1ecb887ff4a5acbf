import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { findLivingSessions, type UserPrincipal } from '../principal/index.ts';
import { startStudyEvents } from './events.ts';

let server: TestApp;

beforeAll(async () => {
  server = await createTestApp();
  return () => server.close();
});

async function session(): Promise<UserPrincipal> {
  const { email } = await server.newUser();
  const token = (await server.signIn(email)).split('=')[1] ?? '';
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT id FROM sessions WHERE token_hash = ${Buffer.from(hashToken(token))}`),
  );
  const [user] = await findLivingSessions(server.deps.db, [String(rows[0]?.id)], server.deps.clock.now());
  return user!;
}

test.each([
  ['whose user was revoked by another program', sql`UPDATE users SET revoked_at = now() WHERE id = `, 'userId'],
  ['that nobody used for hours', sql`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE id = `, 'sessionId'],
] as const)('a stream of a session %s ends with the next ping', async (_what, change, of) => {
  const user = await session();
  const events = await startStudyEvents(server.deps, 50);
  const stream = new PassThrough();
  stream.resume();
  events.add(user, stream as unknown as ServerResponse);
  await server.deps.db.asSystem((tx) => tx.execute(sql`${change}${user[of]}`));
  await finished(stream);
  await events.close();
});

test('of more streams than anybody has windows the oldest gives way', async () => {
  const [user, another] = [await session(), await session()];
  const events = await startStudyEvents(server.deps);
  const open = (of: UserPrincipal) => {
    const stream = new PassThrough();
    stream.resume();
    events.add(of, stream as unknown as ServerResponse);
    return stream;
  };
  const others = open(another);
  const streams = Array.from({ length: 51 }, () => open(user));
  await finished(streams[0]!);
  expect([others, ...streams.slice(1)].filter((stream) => stream.writableEnded)).toEqual([]);
  await events.close();
});
