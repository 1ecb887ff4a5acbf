import { rawId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient } from '../../../test/browser.ts';
import { mails, users } from '../../platform/db/schema.ts';

let server: TestApp;
let now = Date.now();
beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => new Date(now) } } });
  return () => server.close();
});
// Each test in an hour of its own: what was counted before is past.
beforeEach(() => {
  now += 3_600_000;
});

const codeOf = (secret: string, steps = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now + steps * 30_000 });
const later = (seconds: number) => {
  now += seconds * 1000;
};

function cookieOf(headers: Record<string, unknown>, name: string): string {
  const cookies = [headers['set-cookie']].flat().map(String);
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0] ?? '';
}

async function enrolled() {
  const { userId, email } = await server.newUser();
  const client = browserClient(server.app, await server.signIn(email));
  const { secret } = (await client.post('/second-factor/enrolment', { password: PASSWORD })).body;
  const { status, body } = await client.post('/second-factor/confirm', { code: codeOf(secret) });
  expect(status).toBe(200);
  later(60);
  return { userId, email, client, secret: secret as string, codes: body.recoveryCodes as string[] };
}

/** The password step. @returns a client that holds the ticket. */
async function passwordStep(email: string): Promise<BrowserClient & { cookie: string }> {
  const answer = await browserClient(server.app).post('/session', { email, password: PASSWORD });
  expect(answer).toMatchObject({ status: 200, body: { success: false, secondFactor: 'required' } });
  expect(cookieOf(answer.headers, 'readroom_session')).toBe('');
  const cookie = cookieOf(answer.headers, 'readroom_second_factor');
  expect(cookie).not.toBe('');
  return { ...browserClient(server.app, cookie), cookie };
}

const enter0 = (client: BrowserClient, code: string) => client.post('/second-factor/confirm', { code });
const enter = (client: BrowserClient, code: string) => client.post('/session/second-factor', { code });

describe('turning it on', () => {
  test('secret, code, ten recovery codes; it counts only once it is confirmed', async () => {
    const { email } = await server.newUser();
    const client = browserClient(server.app, await server.signIn(email));
    expect((await client.get('/second-factor')).body).toEqual({ isEnabled: false, hasPassword: true, recoveryCodesLeft: 0 });
    const { body } = await client.post('/second-factor/enrolment', { password: PASSWORD });
    expect(body.uri).toContain(`secret=${body.secret}`);
    expect(await server.signIn(email)).not.toBe('');
    expect(await enter0(client, '000000')).toMatchObject({ status: 401, body: { code: 'second_factor_wrong' } });
    const confirmed = await enter0(client, codeOf(body.secret));
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await client.get('/second-factor')).body).toEqual({ isEnabled: true, hasPassword: true, recoveryCodesLeft: 10 });
    await passwordStep(email);
    expect((await client.post('/second-factor/enrolment', { password: PASSWORD })).status).toBe(422);
    expect((await enter0(client, codeOf(body.secret, 1))).status).toBe(422);
  });

  test('a second enrolment replaces the first that was not confirmed; 422 without one; 401 for nobody', async () => {
    const { email } = await server.newUser();
    const client = browserClient(server.app, await server.signIn(email));
    expect((await enter0(client, '123456')).status).toBe(422);
    const first = (await client.post('/second-factor/enrolment', { password: PASSWORD })).body.secret;
    const second = (await client.post('/second-factor/enrolment', { password: PASSWORD })).body.secret;
    expect((await enter0(client, codeOf(first))).status).toBe(401);
    expect((await enter0(client, codeOf(second))).status).toBe(200);
    expect((await browserClient(server.app).get('/second-factor')).status).toBe(401);
    expect((await browserClient(server.app).post('/second-factor/enrolment', { password: PASSWORD })).status).toBe(401);
  });
});

describe('a session that somebody else has got hold of', () => {
  test('turns none on without the password', async () => {
    const { email } = await server.newUser();
    const client = browserClient(server.app, await server.signIn(email));
    expect(await client.post('/second-factor/enrolment', {})).toMatchObject({ status: 400, body: { issues: [{ path: 'password' }] } });
    expect(await client.post('/second-factor/enrolment', { password: 'wrong' })).toMatchObject({
      status: 401,
      body: { code: 'invalid_sign_in' },
    });
    expect((await enter0(client, '000000')).status).toBe(422);
    for (let i = 0; i < 9; i += 1) await client.post('/second-factor/enrolment', { password: 'wrong' });
    expect((await client.post('/second-factor/enrolment', { password: PASSWORD })).status).toBe(429);
  });

  test('does not turn one on unseen: the user is told by mail', async () => {
    const { userId, email } = await enrolled();
    const { db } = server.deps;
    const sent = await db.inClinic(server.clinicId, (tx) =>
      tx
        .select()
        .from(mails)
        .where(eq(mails.userId, rawId('usr', userId) ?? '')),
    );
    expect(sent).toMatchObject([{ kind: 'notice' }]);
    const letter = JSON.parse(server.deps.signer.unseal('mail', sent[0]!.messageSealed!));
    expect(letter).toMatchObject({ to: email, subject: 'A second factor at Test clinic was turned on' });
    expect(letter.text).toContain(`${server.deps.config.publicUrl}/forgotten-password`);
  });

  test('nor where there is only single sign-on: its provider asks for more', async () => {
    const { userId, email } = await server.newUser();
    const client = browserClient(server.app, await server.signIn(email));
    const id = rawId('usr', userId) ?? '';
    await server.deps.db.asSystem((tx) => tx.update(users).set({ passwordHash: null }).where(eq(users.id, id)));
    expect((await client.get('/second-factor')).body.hasPassword).toBe(false);
    const { status, body } = await client.post('/second-factor/enrolment', { password: PASSWORD });
    expect([status, body.message]).toEqual([422, expect.stringContaining('single sign-on')]);
  });
});

describe('signing in with it', () => {
  test('password, then code; the ticket opens nothing else and works once', async () => {
    const { email, secret, userId } = await enrolled();
    const step = await passwordStep(email);
    const ticket = step.cookie.split('=')[1]!;
    expect((await step.get('/worklist')).status).toBe(401);
    expect((await browserClient(server.app, `readroom_session=${ticket}`).get('/worklist')).status).toBe(401);
    expect((await step.post('/session/open', { token: ticket })).status).toBe(401);
    expect((await step.post('/session/password-reset/confirm', { token: ticket, password: 'a password of theirs' })).status).toBe(401);
    const answer = await enter(step, codeOf(secret));
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    const signedIn = browserClient(server.app, cookieOf(answer.headers, 'readroom_session'));
    expect((await signedIn.get('/session')).body.session.user.userId).toBe(userId);
    later(60);
    expect(await enter(step, codeOf(secret))).toMatchObject({ status: 401, body: { code: 'second_factor_expired' } });
  });

  test('a code never works twice, nor one before it', async () => {
    const { email, secret } = await enrolled();
    const code = codeOf(secret);
    const before = codeOf(secret, -1);
    expect((await enter(await passwordStep(email), code)).status).toBe(200);
    const step = await passwordStep(email);
    expect(await enter(step, code)).toMatchObject({ status: 401, body: { code: 'second_factor_wrong' } });
    expect((await enter(step, before)).status).toBe(401);
    expect((await enter(step, codeOf(secret, 1))).status).toBe(200);
  });

  test('of many that send the same code at once one gets in', async () => {
    const { email, secret } = await enrolled();
    const steps = await Promise.all(Array.from({ length: 8 }, () => passwordStep(email)));
    const answers = await Promise.all(steps.map((step) => enter(step, codeOf(secret))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('a recovery code works once, however it is typed', async () => {
    const { email, codes, client } = await enrolled();
    const typed = ` ${codes[0]!.toUpperCase().replace('-', ' ')}`;
    expect((await enter(await passwordStep(email), typed)).status).toBe(200);
    expect((await enter(await passwordStep(email), codes[0]!)).status).toBe(401);
    expect((await client.get('/second-factor')).body.recoveryCodesLeft).toBe(9);
  });

  test('one user’s codes are not another’s', async () => {
    const [one, two] = [await enrolled(), await enrolled()];
    expect((await enter(await passwordStep(one.email), two.codes[0]!)).status).toBe(401);
    expect((await enter(await passwordStep(one.email), codeOf(two.secret))).status).toBe(401);
  });

  test('five minutes after the password it is too late', async () => {
    const { email, secret } = await enrolled();
    const step = await passwordStep(email);
    later(301);
    expect(await enter(step, codeOf(secret))).toMatchObject({ status: 401, body: { code: 'second_factor_expired' } });
    expect((await enter(browserClient(server.app), codeOf(secret))).body.code).toBe('second_factor_expired');
    expect((await enter(browserClient(server.app, 'readroom_second_factor=x'), codeOf(secret))).body.code).toBe('second_factor_expired');
  });

  test('the eleventh guess in a quarter of an hour waits, the right one too; the others of the clinic do not', async () => {
    const { email, secret } = await enrolled();
    const other = await enrolled();
    const step = await passwordStep(email);
    const guesses = await Promise.all(Array.from({ length: 15 }, () => enter(step, '000000')));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    const blocked = await enter(step, codeOf(secret));
    expect(blocked).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(600);
    expect((await enter(await passwordStep(other.email), codeOf(other.secret))).status).toBe(200);
    later(901);
    expect((await enter(await passwordStep(email), codeOf(secret))).status).toBe(200);
  });

  test('who does not know the password cannot make the user wait for a code', async () => {
    const { email, secret } = await enrolled();
    for (let i = 0; i < 12; i += 1) await enter(browserClient(server.app, 'readroom_second_factor=guessed'), '000000');
    expect((await enter(await passwordStep(email), codeOf(secret))).status).toBe(200);
  });

  test('access that is revoked in between ends it', async () => {
    const { userId, email, secret } = await enrolled();
    const step = await passwordStep(email);
    const { authorization } = await server.newKey();
    await server.app.inject({ method: 'POST', url: '/v1/autoScribe/users/revoke-access', headers: { authorization }, payload: { userId } });
    expect((await enter(step, codeOf(secret))).status).toBe(401);
  });
});

describe('turning it off', () => {
  test('with the password; the old codes are worthless', async () => {
    const { email, client } = await enrolled();
    expect(await client.post('/second-factor/disable', { password: 'wrong' })).toMatchObject({
      status: 401,
      body: { code: 'invalid_sign_in' },
    });
    expect((await client.get('/second-factor')).body.isEnabled).toBe(true);
    expect((await client.post('/second-factor/disable', { password: PASSWORD })).body).toEqual({ success: true });
    expect((await client.get('/second-factor')).body).toEqual({ isEnabled: false, hasPassword: true, recoveryCodesLeft: 0 });
    expect(await server.signIn(email)).not.toBe('');
  });

  test('new recovery codes replace the old ones', async () => {
    const { email, client, codes } = await enrolled();
    const { body } = await client.post('/second-factor/recovery-codes', { password: PASSWORD });
    expect(body.recoveryCodes).toHaveLength(10);
    expect((await enter(await passwordStep(email), codes[0]!)).status).toBe(401);
    expect((await enter(await passwordStep(email), body.recoveryCodes[0])).status).toBe(200);
  });

  test('guessing the password is slowed down', async () => {
    const { client } = await enrolled();
    for (let i = 0; i < 10; i += 1) await client.post('/second-factor/disable', { password: 'wrong' });
    expect((await client.post('/second-factor/disable', { password: PASSWORD })).status).toBe(429);
  });
});

describe('own sessions', () => {
  const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const signInWith = async (email: string, userAgent: string) => {
    const answer = await browserClient(server.app).post('/session', { email, password: PASSWORD }, { 'user-agent': userAgent });
    return browserClient(server.app, cookieOf(answer.headers, 'readroom_session'));
  };

  test('where one is signed in, and ending one of them', async () => {
    const { email } = await server.newUser();
    const here = await signInWith(email, FIREFOX);
    later(60);
    const there = await signInWith(email, 'curl/8.5.0');
    const { status, body } = await there.get('/sessions');
    expect(status).toBe(200);
    expect(body.sessions).toMatchObject([
      { device: 'A browser', kind: 'full', isCurrent: true },
      { device: 'Firefox on Windows', kind: 'full', isCurrent: false },
    ]);
    expect((await there.delete(`/sessions/${body.sessions[1].sessionId}`)).body).toEqual({ success: true });
    expect((await here.get('/worklist')).status).toBe(401);
    expect((await there.get('/sessions')).body.sessions).toHaveLength(1);
    expect((await there.delete(`/sessions/${body.sessions[1].sessionId}`)).status).toBe(404);
  });

  test('another’s session is not there', async () => {
    const [one, two] = [await server.newUser(), await server.newUser()];
    const mine = await signInWith(one.email, FIREFOX);
    const theirs = await signInWith(two.email, FIREFOX);
    const { sessionId } = (await theirs.get('/sessions')).body.sessions[0];
    expect((await mine.delete(`/sessions/${sessionId}`)).status).toBe(404);
    expect((await mine.delete('/sessions/nonsense')).status).toBe(404);
    expect((await theirs.get('/worklist')).status).toBe(200);
  });
});
