import { rawId } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy, signReport, WORDS, writeReport } from '../../../test/browser.ts';
import { createClinic } from '../clinics/index.ts';
import { type NewKey, revokeKey } from '../keys/index.ts';
import { createLink, type LinkRequest, SIGN_IN_LINK_SECONDS } from './index.ts';

let server: TestApp;
let key: NewKey & { authorization: string };
let now = new Date();
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => now } } });
  key = await server.newKey();
  return () => server.close();
});

const tokenOf = (url: string) => url.split('#')[1] ?? '';
const reroute = async (studyId: string, userId: string, authorization = key.authorization) =>
  tokenOf(
    (await apiClient(server.app, authorization).post('/autoScribe/studies/reroute-url', { studyId, assignedToUserId: userId })).body.url,
  );
const viewer = async (studyId: string, userId?: string, authorization = key.authorization) =>
  tokenOf((await apiClient(server.app, authorization).post('/autoScribe/studies/viewer-only-reroute-url', { studyId, userId })).body.url);
const link = (request: Partial<LinkRequest>) =>
  server.deps.db.inClinic(request.clinicId ?? server.clinicId, (tx) =>
    createLink(tx, { clinicId: server.clinicId, purpose: 'sign_in', lifetimeSeconds: SIGN_IN_LINK_SECONDS, now, ...request }),
  );
const open = (token: string, cookie = '') => browserClient(server.app, cookie).post('/session/open', { token });

/** Opens a link as a browser does: with its cookie, which the answer may replace. */
async function follow(token: string, cookie = ''): Promise<BrowserClient & { cookie: string; goTo: string }> {
  const { status, body, headers } = await open(token, cookie);
  if (status !== 200) throw new Error(`the link answered ${status}: ${JSON.stringify(body)}`);
  const next = headers['set-cookie'] === undefined ? cookie : (String(headers['set-cookie']).split(';')[0] ?? '');
  return { ...browserClient(server.app, next), cookie: next, goTo: body.goTo };
}
const session = async (browser: BrowserClient) => (await browser.get('/session')).body.session;
const invalid = { status: 401, body: { code: 'link_not_valid' } };

describe('every kind of link', () => {
  const kinds: [string, () => Promise<string>, string][] = [
    ['reroute', async () => reroute(await newStudy(server, key.authorization), (await server.newUser()).userId), 'reroute'],
    ['viewer', async () => viewer(await newStudy(server, key.authorization)), 'viewer'],
    ['sign_in', async () => link({ userId: rawId('usr', (await server.newUser()).userId)! }), 'full'],
  ];

  test.each(kinds)('%s opens once', async (purpose, make, kind) => {
    const token = await make();
    const { status, body, headers } = await open(token);
    expect([status, body.purpose]).toEqual([200, purpose]);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    expect((await session(browserClient(server.app, cookie)))?.kind).toBe(kind);
    expect(await open(token)).toMatchObject(invalid);
    expect(await open(token, cookie)).toMatchObject(invalid);
  });

  test.each(kinds)('%s: of many that open it at once one gets in', async (_purpose, make) => {
    const token = await make();
    const answers = await Promise.all(Array.from({ length: 200 }, () => open(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(199);
  });

  test.each([
    ['reroute', kinds[0]![1], 10 * 60_000],
    ['viewer', kinds[1]![1], 10 * 60_000],
    ['sign_in', kinds[2]![1], 24 * 3_600_000],
  ])('%s ends by itself', async (_purpose, make, lifetimeMs) => {
    const inTime = await make();
    const late = await make();
    later(lifetimeMs - 1000);
    expect((await open(inTime)).status).toBe(200);
    later(1000);
    expect(await open(late)).toMatchObject(invalid);
  });

  test.each(['x', 'A'.repeat(43), '%00', '../../etc', "' OR 1=1 --"])('garbage is no link: %s', async (token) => {
    expect(await open(token)).toMatchObject(invalid);
  });

  test('no token, a long one, one of a wrong type: 400', async () => {
    for (const body of [{}, { token: '' }, { token: 'x'.repeat(201) }, { token: 7 }, { token: 'x', more: 1 }]) {
      expect((await browserClient(server.app).post('/session/open', body)).status).toBe(400);
    }
  });

  test('a link of a user whose access was revoked meanwhile is dead', async () => {
    const { userId } = await server.newUser();
    const studyId = await newStudy(server, key.authorization);
    const tokens = [await reroute(studyId, userId), await viewer(studyId, userId), await link({ userId: rawId('usr', userId)! })];
    await server.deps.db.asSystem((tx) => tx.execute(sql`UPDATE users SET revoked_at = now() WHERE id = ${rawId('usr', userId)}`));
    for (const token of tokens) expect(await open(token)).toMatchObject(invalid);
  });

  test('a link of a key that was revoked meanwhile is dead, and so is a viewer without a user that one opened', async () => {
    const other = await server.newKey();
    const studyId = await newStudy(server, other.authorization);
    const opened = await follow(await viewer(studyId, undefined, other.authorization));
    const waiting = await viewer(studyId, undefined, other.authorization);
    await revokeKey(server.deps, other.id);
    expect(await open(waiting)).toMatchObject(invalid);
    expect((await opened.get(`/studies/${studyId}`)).status).toBe(401);
  });
});

describe('a reroute link', () => {
  test('signs its user in for one study: to view, write and sign it, and nothing else', async () => {
    const { userId } = await server.newUser();
    const studyId = await newStudy(server, key.authorization);
    const other = await newStudy(server, key.authorization);
    const browser = await follow(await reroute(studyId, userId));
    expect(browser.goTo).toBe(`/study/${studyId}`);
    expect(await session(browser)).toMatchObject({ kind: 'reroute', studyId, user: { userId } });
    expect((await browser.get(`/studies/${studyId}`)).body.permissions).toEqual({
      report: true,
      addendum: false,
      assign: false,
      assignToMe: false,
      uploadImages: false,
      capture: true,
    });
    expect((await browser.get('/worklist')).status).toBe(403);
    expect((await browser.post(`/studies/${studyId}/assign`, { assignedTo: null })).status).toBe(403);
    expect((await browser.get(`/studies/${other}`)).status).toBe(404);
    expect((await browser.post(`/studies/${other}/report`)).status).toBe(404);
    await signReport(browser, studyId);
  });

  test('of the user who is signed in already keeps the full session', async () => {
    const reader = await newReader(server);
    const studyId = await newStudy(server, key.authorization);
    const { headers, body } = await open(await reroute(studyId, reader.userId), reader.cookie);
    expect([headers['set-cookie'], body]).toEqual([undefined, { purpose: 'reroute', goTo: `/study/${studyId}` }]);
    expect((await reader.get('/worklist')).status).toBe(200);
  });

  test('of another user signs nobody out who is signed in themselves: it is refused, says why, and stays good', async () => {
    const studyId = await newStudy(server, key.authorization);
    const [me, other] = [await newReader(server), await newReader(server)];
    const token = await reroute(studyId, other.userId);
    expect(await open(token, me.cookie)).toMatchObject({ status: 403, body: { message: expect.stringContaining('as somebody else') } });
    expect(await session(me)).toMatchObject({ kind: 'full', user: { userId: me.userId } });
    expect(await session(await follow(token))).toMatchObject({ kind: 'reroute', user: { userId: other.userId } });
  });

  test('cannot end the sessions that its user began', async () => {
    const reader = await newReader(server);
    const guest = await follow(await reroute(await newStudy(server, key.authorization), reader.userId));
    expect((await guest.delete('/sessions')).status).toBe(403);
    expect(await session(reader)).toMatchObject({ kind: 'full' });
  });

  test('of another user takes the browser over from a link, and the session before it ends', async () => {
    const someone = (await server.newUser()).userId;
    const before = await follow(await reroute(await newStudy(server, key.authorization), someone));
    const { userId } = await server.newUser();
    const browser = await follow(await reroute(await newStudy(server, key.authorization), userId), before.cookie);
    expect((await session(browser)).user.userId).toBe(userId);
    expect(await session(before)).toBeNull();
  });

  test('a second one of the same user keeps the first study open: its draft is still saved', async () => {
    const { userId } = await server.newUser();
    const [first, second] = [await newStudy(server, key.authorization), await newStudy(server, key.authorization)];
    const browser = await follow(await reroute(first, userId));
    const { reportId, document, revision } = await writeReport(browser, first);
    const again = await follow(await reroute(second, userId), browser.cookie);
    expect(again.cookie).toBe(browser.cookie);
    expect((await again.put(`/reports/${reportId}/draft`, { baseRevision: revision, document, dictation: 'more' })).status).toBe(200);
    await writeReport(again, second);
    expect((await again.get(`/studies/${await newStudy(server, key.authorization)}`)).status).toBe(404);
  });

  test('each further one gives the session its hours anew', async () => {
    const { userId } = await server.newUser();
    const [first, second] = [await newStudy(server, key.authorization), await newStudy(server, key.authorization)];
    const browser = await follow(await reroute(first, userId));
    later(11 * 3_600_000);
    await follow(await reroute(second, userId), browser.cookie);
    later(11 * 3_600_000);
    expect((await browser.get(`/studies/${first}`)).status).toBe(200);
    later(3_600_000);
    expect((await browser.get(`/studies/${first}`)).status).toBe(401);
  });
});

describe('a viewer-only link', () => {
  test('shows the images without a user: no report, no words of earlier ones', async () => {
    const reader = await newReader(server);
    const studyId = await newStudy(server, key.authorization, { priorReports: [{ reportText: 'An earlier report.' }] });
    const reportId = await signReport(reader, studyId);
    const browser = await follow(await viewer(studyId));
    expect(browser.goTo).toBe(`/study/${studyId}?images`);
    expect(await session(browser)).toMatchObject({ kind: 'viewer', user: null, studyId });
    const { status, body } = await browser.get(`/studies/${studyId}`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('An earlier report.');
    expect(JSON.stringify(body)).not.toContain(WORDS.impression);
    expect(body).toMatchObject({
      reports: [],
      study: { priorReports: [], reportIds: [] },
      permissions: { report: false, addendum: false },
    });
    expect((await browser.get(`/studies/${studyId}/series`)).status).toBe(200);
    expect((await browser.post(`/studies/${studyId}/report`)).status).toBe(403);
    expect((await browser.post(`/studies/${studyId}/addendum`)).status).toBe(403);
    for (const path of [`/reports/${reportId}`, `/reports/${reportId}/pdf`]) expect((await browser.get(path)).status).toBe(404);
    expect((await browser.get('/worklist')).status).toBe(403);
  });

  test('for a user who could report shows the images only, all the same', async () => {
    const { userId } = await server.newUser();
    const studyId = await newStudy(server, key.authorization);
    const browser = await follow(await viewer(studyId, userId));
    expect(await session(browser)).toMatchObject({ kind: 'viewer', user: { userId } });
    expect((await browser.post(`/studies/${studyId}/report`)).status).toBe(403);
  });

  test('leaves a full sign-in as it is, and opens what that does not reach: images only', async () => {
    const reader = await newReader(server);
    const colleague = await server.newUser();
    const studyId = await newStudy(server, key.authorization, { assignedTo: colleague.userId });
    expect((await reader.get(`/studies/${studyId}`)).status).toBe(404);
    const { headers, body } = await open(await viewer(studyId), reader.cookie);
    expect([headers['set-cookie'], body.goTo]).toEqual([undefined, `/study/${studyId}?images`]);
    expect((await session(reader)).kind).toBe('full');
    expect((await reader.get(`/studies/${studyId}`)).body.permissions).toEqual({
      report: false,
      addendum: false,
      assign: false,
      assignToMe: false,
      uploadImages: false,
      capture: false,
    });
    expect((await reader.post(`/studies/${studyId}/report`)).status).toBe(403);
    expect((await reader.get('/worklist')).status).toBe(200);
  });

  test('beside a reroute link leaves the report writable, and opened after one for the same study takes nothing away', async () => {
    const { userId } = await server.newUser();
    const [mine, prior] = [await newStudy(server, key.authorization), await newStudy(server, key.authorization)];
    const browser = await follow(await reroute(mine, userId));
    await follow(await viewer(prior), browser.cookie);
    await follow(await viewer(mine), browser.cookie);
    await writeReport(browser, mine);
    expect((await browser.get(`/studies/${prior}`)).status).toBe(200);
    expect((await browser.post(`/studies/${prior}/report`)).status).toBe(403);
  });

  test('before a reroute link stays open after it', async () => {
    const { userId } = await server.newUser();
    const [mine, prior] = [await newStudy(server, key.authorization), await newStudy(server, key.authorization)];
    const viewing = await follow(await viewer(prior));
    const browser = await follow(await reroute(mine, userId), viewing.cookie);
    await writeReport(browser, mine);
    expect((await browser.get(`/studies/${prior}`)).status).toBe(200);
  });

  test('of another clinic does not sign a person out: it is refused, says why, and stays good', async () => {
    const reader = await newReader(server);
    const clinicId = await createClinic(server.deps, 'Other clinic');
    const other = await server.newKey({ clinicId });
    const token = await viewer(await newStudy(server, other.authorization), undefined, other.authorization);
    expect(await open(token, reader.cookie)).toMatchObject({ status: 403, body: { message: expect.stringContaining('Sign out first') } });
    expect((await session(reader)).kind).toBe('full');
    expect((await open(token)).status).toBe(200);
  });
});

describe("the first owner's link", () => {
  const form = (token: string, changes = {}) => ({
    token,
    clinicName: 'Harbour Radiology',
    firstName: 'Ina',
    lastName: 'Owner',
    email: 'ina@example.org',
    password: 'a long enough one',
    ...changes,
  });
  const create = (body: ReturnType<typeof form>) => browserClient(server.app).post('/session/first-owner', body);

  test('is shown the form without being used up, then makes the owner, signed in, once', async () => {
    const clinicId = await createClinic(server.deps, 'My clinic');
    const token = await link({ clinicId, purpose: 'first_owner' });
    const second = await link({ clinicId, purpose: 'first_owner' });
    for (let i = 0; i < 2; i += 1) expect((await open(token)).body).toEqual({ purpose: 'first_owner', goTo: '/first-owner' });
    const { status, headers } = await create(form(token));
    expect(status).toBe(200);
    const browser = browserClient(server.app, String(headers['set-cookie']).split(';')[0]);
    expect(await session(browser)).toMatchObject({
      kind: 'full',
      clinicName: 'Harbour Radiology',
      user: { level: 'owner', email: 'ina@example.org' },
    });
    expect(await create(form(token))).toMatchObject(invalid);
    expect(await create(form(second))).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('of many forms that are sent at once one makes the owner', async () => {
    const clinicId = await createClinic(server.deps, 'My clinic');
    const token = await link({ clinicId, purpose: 'first_owner' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(form(token))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('no other link makes an owner, and a short password says so', async () => {
    const { userId } = await server.newUser();
    expect(await create(form(await link({ userId: rawId('usr', userId)! })))).toMatchObject(invalid);
    const { status, body } = await create(form('x', { password: 'short' }));
    expect([status, body.issues[0].path]).toEqual([400, 'password']);
  });
});
