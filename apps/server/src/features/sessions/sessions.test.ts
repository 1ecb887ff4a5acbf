import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { browserClient, newReader } from '../../../test/browser.ts';
import { createClinic } from '../clinics/index.ts';

let server: TestApp;
let now = new Date('2026-03-02T08:00:00Z');
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => now } } });
  return () => server.close();
});

// Failed sign-ins of one test must not count in the next.
beforeEach(() => later(HOUR));

const signIn = (email: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  browserClient(server.app).post('/session', { email, password }, headers);
const revoke = (email: string) =>
  server.deps.db.asSystem((tx) => tx.execute(sql`UPDATE users SET revoked_at = now() WHERE email = ${email}`));
const whoIs = async (cookie: string) => (await browserClient(server.app, cookie).get('/session')).body.session;

describe('signing in', () => {
  test('with email and password: who it is, in which clinic, and no secret', async () => {
    const { userId, email } = await server.newUser({ firstName: 'Ada', lastName: 'Byron' });
    expect(await whoIs(await server.signIn(email.toUpperCase()))).toEqual({
      kind: 'full',
      clinicName: 'Test clinic',
      idleSignOutMinutes: 720,
      studyId: null,
      user: {
        userId,
        email,
        firstName: 'Ada',
        lastName: 'Byron',
        level: 'member',
        clinicRole: 'Radiologist',
        canManageStudies: false,
        canCreateReports: true,
        hasDashboardAccess: false,
      },
    });
  });

  test('nobody signed in is an answer, not an error', async () => {
    expect((await browserClient(server.app).get('/session')).body).toEqual({ session: null });
    expect(await whoIs('readroom_session=garbage')).toBeNull();
  });

  test('a wrong password, an unknown email and a revoked user are answered alike', async () => {
    const { email } = await server.newUser();
    const revoked = await server.newUser();
    await revoke(revoked.email);
    const answers = [await signIn(email, 'wrong'), await signIn('nobody@example.org'), await signIn(revoked.email)];
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: '' }).toEqual({
        message: 'The email or the password is wrong.',
        code: 'invalid_sign_in',
        requestId: '',
      });
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test('one email in two clinics: the password tells which is meant', async () => {
    const clinicId = await createClinic(server.deps, 'Other clinic');
    await server.newUser({ email: 'both@example.org' });
    await server.newUser({ email: 'both@example.org', clinicId, password: 'another password' });
    const { headers } = await signIn('both@example.org', 'another password');
    expect((await whoIs(String(headers['set-cookie']).split(';')[0] ?? '')).clinicName).toBe('Other clinic');
  });

  test('the cookie cannot be read by a page nor sent by another site, and over https never in the clear', async () => {
    const { email } = await server.newUser();
    const flags = (header: unknown) => String([header].flat()[0]).split('; ').slice(1).sort();
    expect(flags((await signIn(email)).headers['set-cookie'])).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
    server.deps.config.publicUrl = 'https://reading.example.org';
    try {
      expect(flags((await signIn(email)).headers['set-cookie'])).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    } finally {
      server.deps.config.publicUrl = 'http://127.0.0.1:4600';
    }
  });

  test('the session that the browser held before ends', async () => {
    const reader = await newReader(server);
    const { email } = await server.newUser();
    await signIn(email, PASSWORD, { cookie: reader.cookie });
    expect(await whoIs(reader.cookie)).toBeNull();
  });

  test.each([
    [{ password: 'x' }, 'email'],
    [{ email: 'a@b.c' }, 'password'],
    [{ email: 'a@b.c', password: 'x', remember: true }, 'remember'],
    [{ email: 7, password: 'x' }, 'email'],
  ])('a malformed body names the field: %j', async (body, field) => {
    const { status, body: answer } = await browserClient(server.app).post('/session', body);
    expect([status, JSON.stringify(answer.issues)]).toEqual([400, expect.stringContaining(field)]);
  });

  test('both outcomes are in the audit log', async () => {
    const { userId, email } = await server.newUser();
    await signIn(email, 'wrong');
    await signIn(email);
    const { rows } = await server.deps.db.asSystem((tx) =>
      tx.execute(sql`SELECT action FROM audit_events WHERE subject = ${userId} AND action LIKE 'session.%' ORDER BY seq`),
    );
    expect(rows.map((row) => row.action)).toEqual(['session.sign_in_failed', 'session.signed_in']);
  });
});

describe('a page of another site', () => {
  test.each([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['no Origin to speak of', { origin: 'null' }],
    ['cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister host', { 'sec-fetch-site': 'same-site' }],
  ])('can neither act nor sign somebody in: %s', async (_what, headers: Record<string, string>) => {
    const reader = await newReader(server);
    const { email } = await server.newUser();
    const answers = [
      await reader.post('/session', { email, password: PASSWORD }, headers),
      await reader.post('/studies/stu_00000000000000000000000000000000/report', undefined, headers),
    ];
    for (const { status, body } of answers) expect([status, body.code]).toEqual([403, 'forbidden']);
    const encoded = await server.app.inject({ method: 'POST', url: '/%61pi/session', headers, payload: { email, password: PASSWORD } });
    expect(encoded.statusCode).toBe(403);
    const out = await server.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie: reader.cookie, ...headers } });
    expect(out.statusCode).toBe(403);
    expect(await whoIs(reader.cookie)).not.toBeNull();
  });

  test('a page of our host under another scheme can neither: who stands in the way of plain http could have written it', async () => {
    const { email } = await server.newUser();
    const behindTls = { host: 'box:4600', 'x-forwarded-proto': 'https' };
    const foreign: Record<string, string>[] = [
      { origin: 'https://box:4600', host: 'box:4600' },
      { origin: 'http://box:4600', ...behindTls },
    ];
    for (const headers of foreign) expect((await signIn(email, PASSWORD, headers)).status).toBe(403);
    expect((await signIn(email, PASSWORD, { origin: 'https://box:4600', ...behindTls })).status).toBe(200);
  });

  test('our own page may, under the public URL and under the address that it was opened with', async () => {
    const { email } = await server.newUser();
    const ways: Record<string, string>[] = [
      { origin: server.deps.config.publicUrl, 'sec-fetch-site': 'same-origin' },
      { origin: 'http://box:4600', host: 'box:4600' },
    ];
    for (const headers of ways) {
      expect((await signIn(email, PASSWORD, headers)).status).toBe(200);
    }
  });
});

describe('the end of a session', () => {
  test('signing out ends this one only, and takes the cookie', async () => {
    const { email } = await server.newUser();
    const [here, there] = [await server.signIn(email), await server.signIn(email)];
    const { status, headers } = await browserClient(server.app, here).delete('/session');
    expect([status, String(headers['set-cookie'])]).toEqual([200, expect.stringMatching(/^readroom_session=;.*Expires=Thu, 01 Jan 1970/)]);
    expect([await whoIs(here), (await whoIs(there))?.kind]).toEqual([null, 'full']);
  });

  test('signing out everywhere ends all of this user and no other', async () => {
    const other = await newReader(server);
    const { email } = await server.newUser();
    const cookies = [await server.signIn(email), await server.signIn(email), await server.signIn(email)];
    const { body } = await browserClient(server.app, cookies[0]).delete('/sessions');
    expect(body).toEqual({ success: true, message: '3 sessions ended.' });
    for (const cookie of cookies) expect((await browserClient(server.app, cookie).get('/worklist')).status).toBe(401);
    expect((await other.get('/worklist')).status).toBe(200);
  });

  test('a session that nobody uses ends after 12 hours; use keeps it', async () => {
    const reader = await newReader(server);
    later(11 * HOUR);
    expect((await reader.get('/worklist')).status).toBe(200);
    later(11 * HOUR);
    expect((await reader.get('/worklist')).status).toBe(200);
    later(12 * HOUR + MINUTE);
    const { status, body } = await reader.get('/worklist');
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });

  test('a sign-in ends after seven days, however much it is used', async () => {
    const reader = await newReader(server);
    const use = async () => (await reader.get('/worklist')).status;
    for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
      later(8 * HOUR);
      expect(await use()).toBe(200);
    }
    later(7 * HOUR);
    expect(await use()).toBe(200);
    later(HOUR);
    expect(await use()).toBe(401);
  });

  test('a user whose access is revoked is out with the next request', async () => {
    const { email } = await server.newUser();
    const cookie = await server.signIn(email);
    await revoke(email);
    expect((await browserClient(server.app, cookie).get('/worklist')).status).toBe(401);
  });
});
