import { publicId } from '@readroom/contract';
import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient } from '../../../test/browser.ts';
import { auditEvents, mails, users } from '../../platform/db/schema.ts';

const NEW_PASSWORD = 'another long password';
let server: TestApp;

beforeAll(async () => {
  server = await createTestApp();
  return () => server.close();
});

const signIn = (email: string, password: string) => browserClient(server.app).post('/session', { email, password });
const change = (client: BrowserClient, password: string, newPassword = NEW_PASSWORD) => client.post('/password', { password, newPassword });

test('200: the new password counts, this session goes on, every other one and every link ends', async () => {
  const { email, userId } = await server.newUser();
  const here = browserClient(server.app, await server.signIn(email));
  const elsewhere = browserClient(server.app, await server.signIn(email));
  expect(await change(here, PASSWORD)).toMatchObject({ status: 200, body: { success: true } });
  expect((await here.get('/worklist')).status).toBe(200);
  expect((await elsewhere.get('/worklist')).status).toBe(401);
  expect((await signIn(email, PASSWORD)).status).toBe(401);
  expect((await signIn(email, NEW_PASSWORD)).status).toBe(200);

  const rows = await server.deps.db.inClinic(server.clinicId, (tx) =>
    tx
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subject, userId), eq(auditEvents.action, 'user.password_changed'))),
  );
  expect(rows).toMatchObject([{ detail: { sessions: 1 } }]);
  const notices = await server.deps.db.inClinic(server.clinicId, (tx) => tx.select().from(mails).where(eq(mails.kind, 'notice')));
  expect(notices.map((mail) => publicId('usr', mail.userId))).toContain(userId);
});

test('401 for a wrong password, which changes nothing; 429 for many', async () => {
  const { email } = await server.newUser();
  const client = browserClient(server.app, await server.signIn(email));
  for (let i = 0; i < 10; i += 1)
    expect(await change(client, `wrong ${i}`)).toMatchObject({ status: 401, body: { code: 'invalid_sign_in' } });
  expect((await change(client, PASSWORD)).status).toBe(429);
  expect((await signIn(email, NEW_PASSWORD)).status).toBe(401);
  expect((await client.get('/worklist')).status).toBe(200);
});

test('400 for a short password; 401 for nobody; 422 for who has none', async () => {
  const { email } = await server.newUser();
  const client = browserClient(server.app, await server.signIn(email));
  expect(await change(client, PASSWORD, 'x'.repeat(11))).toMatchObject({ status: 400, body: { issues: [{ path: 'newPassword' }] } });
  expect((await change(browserClient(server.app), PASSWORD)).status).toBe(401);
  await server.deps.db.inClinic(server.clinicId, (tx) => tx.update(users).set({ passwordHash: null }).where(eq(users.email, email)));
  expect(await change(client, PASSWORD)).toMatchObject({ status: 422 });
});

test('of two at once one holds', async () => {
  const { email } = await server.newUser();
  const client = browserClient(server.app, await server.signIn(email));
  const answers = await Promise.all(['the first new password', 'the second new password'].map((next) => change(client, PASSWORD, next)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});
