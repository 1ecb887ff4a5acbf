import { publicId } from '@readroom/contract';
import { desc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy } from '../../../test/browser.ts';
import { auditEvents } from '../../platform/db/schema.ts';
import { revokeKey } from '../keys/index.ts';

/** What a link does in a browser that somebody works in already. */
let server: TestApp;
let key: Awaited<ReturnType<TestApp['newKey']>>;

beforeAll(async () => {
  server = await createTestApp();
  key = await server.newKey();
  return () => server.close();
});

const tokenOf = (url: string) => url.split('#')[1] ?? '';
const reroute = async (studyId: string, userId: string, by = key) =>
  tokenOf(
    (await apiClient(server.app, by.authorization).post('/autoScribe/studies/reroute-url', { studyId, assignedToUserId: userId })).body.url,
  );
const viewer = async (studyId: string, userId?: string, by = key) =>
  tokenOf(
    (await apiClient(server.app, by.authorization).post('/autoScribe/studies/viewer-only-reroute-url', { studyId, userId })).body.url,
  );

/** Opens a link in a browser. @returns the browser with the cookie that it has then. */
async function follow(token: string, cookie = ''): Promise<BrowserClient & { cookie: string }> {
  const { status, headers } = await browserClient(server.app, cookie).post('/session/open', { token });
  expect(status).toBe(200);
  const next = headers['set-cookie'] === undefined ? cookie : (String(headers['set-cookie']).split(';')[0] ?? '');
  return { ...browserClient(server.app, next), cookie: next };
}

describe('the audit log names who opened it', () => {
  const newest = async () => {
    const [row] = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, 'session.link_opened')).orderBy(desc(auditEvents.seq)).limit(1),
    );
    return row && { ...row, actor: row.actorKind === 'user' ? publicId('usr', row.actorId) : row.actorKind };
  };

  test('whoever is signed in, not whom the link was made for', async () => {
    const reader = await newReader(server);
    const named = await server.newUser();
    await follow(await viewer(await newStudy(server, key.authorization), named.userId), reader.cookie);
    expect(await newest()).toMatchObject({
      actor: reader.userId,
      subject: reader.userId,
      detail: { purpose: 'viewer', keptSession: expect.any(String), linkUserId: named.userId },
    });
  });

  test('the user of the link where it starts their session', async () => {
    const { userId } = await server.newUser();
    await follow(await reroute(await newStudy(server, key.authorization), userId));
    expect(await newest()).toMatchObject({ actor: userId, subject: userId, detail: { keptSession: null, linkUserId: userId } });
  });

  test('nobody by name where there is nobody', async () => {
    const first = await follow(await viewer(await newStudy(server, key.authorization)));
    expect(await newest()).toMatchObject({ actor: 'link', detail: { linkUserId: null } });
    const named = await server.newUser();
    await follow(await viewer(await newStudy(server, key.authorization), named.userId), first.cookie);
    expect(await newest()).toMatchObject({ actor: 'link', detail: { linkUserId: named.userId } });
  });
});

describe('a study is open as long as the key of its link is in force', () => {
  const statusOf = async (browser: BrowserClient, studyId: string) => (await browser.get(`/studies/${studyId}`)).status;

  test('also where the session came from another key', async () => {
    const other = await server.newKey();
    const [mine, theirs] = [await newStudy(server, key.authorization), await newStudy(server, other.authorization)];
    const browser = await follow(await viewer(theirs, undefined, other), (await follow(await viewer(mine))).cookie);
    expect([await statusOf(browser, mine), await statusOf(browser, theirs)]).toEqual([200, 200]);
    await revokeKey(server.deps, other.id);
    expect([await statusOf(browser, mine), await statusOf(browser, theirs)]).toEqual([200, 404]);
  });

  test('in a session of a user too, whose own studies stay', async () => {
    const other = await server.newKey();
    const reader = await newReader(server);
    const colleague = await server.newUser();
    const own = await newStudy(server, key.authorization);
    const theirs = await newStudy(server, other.authorization, { assignedTo: colleague.userId });
    await follow(await viewer(theirs, undefined, other), reader.cookie);
    expect(await statusOf(reader, theirs)).toBe(200);
    const rerouted = await follow(await reroute(theirs, colleague.userId, other));
    expect(await statusOf(rerouted, theirs)).toBe(200);
    await revokeKey(server.deps, other.id);
    expect([await statusOf(reader, own), await statusOf(reader, theirs), await statusOf(rerouted, theirs)]).toEqual([200, 404, 404]);
  });

  test('opened by two keys, it keeps what the one in force opens', async () => {
    const other = await server.newKey();
    const { userId } = await server.newUser();
    const studyId = await newStudy(server, key.authorization);
    const browser = await follow(await reroute(studyId, userId, other));
    await follow(await viewer(studyId), browser.cookie);
    expect((await browser.get(`/studies/${studyId}`)).body.permissions.report).toBe(true);
    await revokeKey(server.deps, other.id);
    const { status, body } = await browser.get(`/studies/${studyId}`);
    expect([status, body.permissions.report]).toEqual([200, false]);
  });

  test('also where it was opened before a reroute link took the browser over', async () => {
    const other = await server.newKey();
    const { userId } = await server.newUser();
    const [mine, prior] = [await newStudy(server, key.authorization), await newStudy(server, other.authorization)];
    const browser = await follow(await reroute(mine, userId), (await follow(await viewer(prior, undefined, other))).cookie);
    expect([await statusOf(browser, mine), await statusOf(browser, prior)]).toEqual([200, 200]);
    await revokeKey(server.deps, other.id);
    expect([await statusOf(browser, mine), await statusOf(browser, prior)]).toEqual([200, 404]);
  });
});
