import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { publicId } from '@readroom/contract';
import { and, eq } from 'drizzle-orm';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { browserClient } from '../../../test/browser.ts';
import { accountTickets, mails } from '../../platform/db/schema.ts';
import { startMailing } from '../mail/index.ts';

const NEW_PASSWORD = 'another long password';
let server: TestApp;
const inbox: Email[] = [];

beforeAll(async () => {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      buffer(stream)
        .then((bytes) => new PostalMime().parse(bytes))
        .then((mail) => {
          inbox.push(mail);
          done();
        }, done);
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  server = await createTestApp({ environment: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  await startMailing(server.deps);
  return async () => {
    await server.close();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  };
});

const nobody = () => browserClient(server.app);
const ask = (email: string) => nobody().post('/session/password-reset', { email });
const confirm = (token: string, password = NEW_PASSWORD) => nobody().post('/session/password-reset/confirm', { token, password });
const signIn = (email: string, password: string) => nobody().post('/session', { email, password });
const mailsTo = (email: string) => inbox.filter((mail) => mail.to?.some(({ address }) => address === email));

async function linkFor(email: string, typed = email): Promise<string> {
  const before = mailsTo(email).length;
  expect((await ask(typed)).status).toBe(200);
  const mail = await vi.waitFor(() => {
    const found = mailsTo(email);
    expect(found.length).toBe(before + 1);
    return found.at(-1);
  });
  const link = /https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '';
  expect(link).toMatch(/\/reset-password#[\w-]{43}$/);
  return new URL(link).hash.slice(1);
}

describe('the way back in', () => {
  test('mail, new password; every session and every other link ends', async () => {
    const { email } = await server.newUser();
    const session = browserClient(server.app, await server.signIn(email));
    const [token, other] = [await linkFor(email, email.toUpperCase()), await linkFor(email)];
    expect((await session.get('/worklist')).status).toBe(200);
    const answer = await confirm(token);
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(String(answer.headers['set-cookie'])).not.toContain('readroom_session');
    expect((await session.get('/worklist')).status).toBe(401);
    expect((await signIn(email, PASSWORD)).status).toBe(401);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(200);
    expect(await confirm(token)).toMatchObject({ status: 401, body: { code: 'link_not_valid' } });
    expect((await confirm(other)).status).toBe(401);
  });

  test('whoever is kept waiting for the guesses of others gets in by it, in the browser that opened the link', async () => {
    const { email } = await server.newUser();
    for (let i = 0; i < 10; i += 1) await signIn(email, `wrong ${i}`);
    expect((await signIn(email, PASSWORD)).status).toBe(429);
    const { headers } = await confirm(await linkFor(email));
    const browser = browserClient(server.app, String(headers['set-cookie']).split(';')[0]);
    expect((await browser.post('/session', { email, password: NEW_PASSWORD })).status).toBe(200);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(429);
  });

  test('browsers that the account knew are strangers afterwards: somebody else may have had the password', async () => {
    const { email } = await server.newUser();
    const { headers } = await signIn(email, PASSWORD);
    const cookie = [headers['set-cookie']].flat().map((one) => String(one).split(';')[0]);
    await confirm(await linkFor(email));
    for (let i = 0; i < 10; i += 1) await signIn(email, `wrong ${i}`);
    expect((await browserClient(server.app, cookie.join('; ')).post('/session', { email, password: NEW_PASSWORD })).status).toBe(429);
  });

  test('400 for a short password; the link stays good', async () => {
    const { email } = await server.newUser();
    const token = await linkFor(email);
    expect(await confirm(token, 'x'.repeat(11))).toMatchObject({ status: 400, body: { issues: [{ path: 'password' }] } });
    expect((await confirm(token)).status).toBe(200);
  });

  test('of many at once one sets the password', async () => {
    const { email } = await server.newUser();
    const token = await linkFor(email);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => confirm(token, `password number ${index}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await signIn(email, `password number ${winner}`)).status).toBe(200);
  });

  test('401 for an unknown link, an expired one, and one of a user whose access was revoked', async () => {
    expect((await confirm('x')).body.code).toBe('link_not_valid');
    const { email, userId } = await server.newUser();
    const expired = await linkFor(email);
    await server.deps.db.inClinic(server.clinicId, async (tx) => {
      const rows = await tx.select().from(accountTickets).where(eq(accountTickets.purpose, 'password_reset'));
      const own = rows.filter((row) => publicId('usr', row.userId) === userId);
      for (const { id } of own)
        await tx
          .update(accountTickets)
          .set({ expiresAt: new Date(0) })
          .where(eq(accountTickets.id, id));
    });
    expect((await confirm(expired)).status).toBe(401);
    const revoked = await linkFor(email);
    await apiClient(server.app, (await server.newKey()).authorization).post('/autoScribe/users/revoke-access', { userId });
    expect((await confirm(revoked)).status).toBe(401);
  });

  test('the mail’s words are not kept once it is sent', async () => {
    const { email } = await server.newUser();
    await linkFor(email);
    await vi.waitFor(async () => {
      const waiting = await server.deps.db.inClinic(server.clinicId, (tx) =>
        tx
          .select()
          .from(mails)
          .where(and(eq(mails.kind, 'password_reset'), eq(mails.status, 'waiting'))),
      );
      expect(waiting).toEqual([]);
    });
    const sent = await server.deps.db.inClinic(server.clinicId, (tx) => tx.select().from(mails));
    expect(sent.length).toBeGreaterThan(0);
    for (const mail of sent) expect(mail).toMatchObject({ status: 'sent', messageSealed: null });
  });
});

describe('what a stranger learns', () => {
  test('the same answer for an unknown email, one without access, and one who never accepted', async () => {
    const api = apiClient(server.app, (await server.newKey()).authorization);
    const { email, userId } = await server.newUser();
    await api.post('/autoScribe/users/revoke-access', { userId });
    const pending = 'pending@example.org';
    await api.post('/autoScribe/users', {
      email: pending,
      firstName: 'Pen',
      lastName: 'Ding',
      level: 'member',
      clinicRole: 'Scribe',
      canManageStudies: false,
      canCreateReports: false,
      hasDashboardAccess: false,
    });
    const known = await ask((await server.newUser()).email);
    for (const stranger of ['nobody@example.org', email, pending, 'not an email']) {
      const answer = await ask(stranger);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: known.status, body: known.body });
    }
    const reset = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select({ userId: mails.userId }).from(mails).where(eq(mails.kind, 'password_reset')),
    );
    expect(reset.map((row) => publicId('usr', row.userId))).not.toContain(userId);
    expect(mailsTo(pending).map(({ subject }) => subject)).not.toContain('A new password for Test clinic');
  });

  test('429 after five in a quarter of an hour from one address', async () => {
    const { email } = await server.newUser();
    for (let i = 0; i < 5; i += 1) expect((await ask(email)).status).toBe(200);
    const answer = await ask(email);
    expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('a browser that somebody has signed in with does not wait for what others ask for at its address', async () => {
    const { email } = await server.newUser();
    const here = { 'x-forwarded-for': '198.51.100.4' };
    const { headers } = await nobody().post('/session', { email, password: PASSWORD }, here);
    const cookie = [headers['set-cookie']].flat().map((one) => String(one).split(';')[0]);
    const askHere = (who: string, by = nobody()) => by.post('/session/password-reset', { email: who }, here);
    await Promise.all(Array.from({ length: 30 }, (_, i) => askHere(`invented${i}@example.org`)));
    expect((await askHere(email)).status).toBe(429);
    expect((await askHere(email, browserClient(server.app, cookie.join('; ')))).status).toBe(200);
  });
});
