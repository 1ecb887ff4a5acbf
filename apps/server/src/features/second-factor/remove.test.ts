import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader } from '../../../test/browser.ts';
import { auditEvents, mails } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';
import { removeSecondFactorOfEmail } from './index.ts';

let server: TestApp;
let owner: BrowserClient & { userId: string };
let admin: BrowserClient & { userId: string };

beforeAll(async () => {
  server = await createTestApp();
  owner = await newReader(server, { level: 'owner', email: 'owner@example.org' });
  admin = await newReader(server, { level: 'admin' });
  return () => server.close();
});

async function enrol(client: BrowserClient): Promise<void> {
  const { secret } = (await client.post('/second-factor/enrolment', { password: PASSWORD })).body;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  expect((await client.post('/second-factor/confirm', { code })).status).toBe(200);
}
async function enrolledReader() {
  const { userId, email } = await server.newUser();
  const client = browserClient(server.app, await server.signIn(email));
  await enrol(client);
  return { userId, email, ...client };
}
const remove = (by: BrowserClient, userId: string) => by.post(`/admin/users/${userId}/remove-second-factor`);

test('an admin removes a lost second factor: the password signs in again, nothing else ends, and the user is told by mail', async () => {
  const reader = await enrolledReader();
  expect((await remove(admin, reader.userId)).body).toEqual({ success: true });
  expect((await reader.get('/session')).body.session).not.toBeNull();
  expect((await browserClient(server.app).post('/session', { email: reader.email, password: PASSWORD })).body).toEqual({ success: true });
  expect((await reader.get('/second-factor')).body).toEqual({ isEnabled: false, hasPassword: true, recoveryCodesLeft: 0 });
  expect((await owner.get(`/admin/users/${reader.userId}`)).body.hasSecondFactor).toBe(false);
  const { db } = server.deps;
  const events = await db.inClinic(server.clinicId, (tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.action, 'user.second_factor_removed')),
  );
  expect(events).toMatchObject([{ actorKind: 'user', subject: reader.userId }]);
  const notices = await db.inClinic(server.clinicId, (tx) => tx.select().from(mails).where(eq(mails.kind, 'notice')));
  const subjects = notices.map(({ messageSealed }) => JSON.parse(server.deps.signer.unseal('mail', messageSealed!)).subject);
  expect(subjects).toContain('Your second factor at Test clinic was removed');
  expect((await remove(admin, reader.userId)).body).toEqual({ success: true, message: 'This user has no second factor.' });
});

test('that of an owner is removed by another owner or by the operator, by no admin and not by oneself', async () => {
  await enrol(owner);
  expect((await remove(admin, owner.userId)).status).toBe(403);
  expect(await remove(owner, owner.userId)).toMatchObject({ status: 422, body: { issues: [{ path: 'userId' }] } });
  expect((await owner.get('/second-factor')).body.isEnabled).toBe(true);
  const second = await newReader(server, { level: 'owner' });
  expect((await remove(second, owner.userId)).status).toBe(200);
  await enrol(owner);
  await removeSecondFactorOfEmail(server.deps, server.clinicId, 'OWNER@example.org');
  expect((await owner.get('/second-factor')).body.isEnabled).toBe(false);
  await expect(removeSecondFactorOfEmail(server.deps, server.clinicId, 'nobody@example.org')).rejects.toMatchObject({ code: 'not_found' });
});

test('401, 403 and 404', async () => {
  const reader = await enrolledReader();
  const clinicId = await createClinic(server.deps, 'Elsewhere');
  const stranger = await server.newUser({ clinicId, email: 'stranger@example.org' });
  expect((await remove(browserClient(server.app), reader.userId)).status).toBe(401);
  expect((await remove(await newReader(server), reader.userId)).status).toBe(403);
  expect((await remove(owner, stranger.userId)).status).toBe(404);
  expect((await remove(owner, `usr_${'0'.repeat(32)}`)).status).toBe(404);
  expect((await reader.get('/second-factor')).body.isEnabled).toBe(true);
});
