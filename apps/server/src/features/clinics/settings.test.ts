import { publicId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy, signReport } from '../../../test/browser.ts';
import { auditEvents, reports } from '../../platform/db/schema.ts';
import { createClinic } from './index.ts';

let server: TestApp;
let now = Date.now();
let owner: BrowserClient & { userId: string };

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => new Date(now) } } });
  owner = await newReader(server, { level: 'owner' });
  return () => server.close();
});

const PATH = '/admin/clinic';
const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
const cookieOf = (headers: Record<string, unknown>, name: string) =>
  [headers['set-cookie']]
    .flat()
    .map(String)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0] ?? '';

describe('the settings', () => {
  test('are read and changed by owners and admins, and by nobody else; a change is on record', async () => {
    const admin = await newReader(server, { level: 'admin' });
    const member = await newReader(server);
    const known = { name: 'Test clinic', letterhead: null, timeZone: 'UTC', paperSize: 'letter', requiresSecondFactor: false };
    expect((await owner.get(PATH)).body).toEqual({ ...known, idleSignOutMinutes: 720 });
    expect((await admin.patch(PATH, { name: ' Harbour Radiology ' })).body).toMatchObject({ name: 'Harbour Radiology' });
    expect((await member.get(PATH)).status).toBe(403);
    expect((await member.patch(PATH, { name: 'Mine' })).status).toBe(403);
    expect((await browserClient(server.app).get(PATH)).status).toBe(401);
    const [event] = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, 'clinic.settings_changed')),
    );
    expect(event).toMatchObject({ actorKind: 'user', subject: server.clinicId, detail: { fields: 'name' } });
    expect(publicId('usr', event!.actorId)).toBe(admin.userId);
  });

  test('are of one clinic', async () => {
    const clinicId = await createClinic(server.deps, 'Elsewhere');
    const { email } = await server.newUser({ clinicId, level: 'owner', email: 'owner@elsewhere.example' });
    const other = browserClient(server.app, await server.signIn(email));
    await other.patch(PATH, { letterhead: '1 Harbour Street' });
    expect((await other.get(PATH)).body).toMatchObject({ name: 'Elsewhere', letterhead: '1 Harbour Street' });
    expect((await owner.get(PATH)).body).toMatchObject({ letterhead: null });
  });

  test('what stands is not overwritten by who has not seen it', async () => {
    const { headers } = await owner.get(PATH);
    const stale = { 'if-match': String(headers.etag) };
    const changed = await owner.patch(PATH, { paperSize: 'a4' }, stale);
    expect(changed.status).toBe(200);
    expect(await owner.patch(PATH, { paperSize: 'letter' }, stale)).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect((await owner.patch(PATH, { paperSize: 'letter' }, { 'if-match': String(changed.headers.etag) })).status).toBe(200);
  });

  test.each([
    ['name', ' '],
    ['name', 'x'.repeat(201)],
    ['name', null],
    ['letterhead', 'x'.repeat(201)],
    ['timeZone', 'Harbour/Street'],
    ['timeZone', '+01:00'],
    ['paperSize', 'a3'],
    ['requiresSecondFactor', 'yes'],
    ['idleSignOutMinutes', 4],
    ['idleSignOutMinutes', 1441],
    ['idleSignOutMinutes', 30.5],
  ])('400 names the field: %s %j', async (field, value) => {
    const before = (await owner.get(PATH)).body;
    expect(await owner.patch(PATH, { [field]: value })).toMatchObject({ status: 400, body: { issues: [{ path: field }] } });
    expect((await owner.get(PATH)).body).toEqual(before);
  });
});

test('name, letterhead, time zone and paper are printed on what is signed from now on, and stay as they were on what was signed', async () => {
  await owner.patch(PATH, { name: 'Bay Imaging', letterhead: '12 Bay Road, +1 555 0100', timeZone: 'America/New_York', paperSize: 'a4' });
  const { authorization } = await server.newKey();
  const reader = await newReader(server);
  const reportId = await signReport(reader, await newStudy(server, authorization));
  await owner.patch(PATH, { letterhead: '' });
  const [report] = await server.deps.db.inClinic(server.clinicId, (tx) => tx.select().from(reports));
  expect(publicId('rep', report!.id)).toBe(reportId);
  expect(report!.snapshot).toMatchObject({
    clinicName: 'Bay Imaging',
    letterhead: '12 Bay Road, +1 555 0100',
    timeZone: 'America/New_York',
    paperSize: 'a4',
  });
});

test('a sign-in ends after the minutes of the clinic without use, and each use gives it as many again', async () => {
  await owner.patch(PATH, { idleSignOutMinutes: 15 });
  const reader = await newReader(server);
  expect((await reader.get('/session')).body.session.idleSignOutMinutes).toBe(15);
  for (let use = 0; use < 3; use += 1) {
    now += 14 * 60_000;
    expect((await reader.get('/worklist')).status).toBe(200);
  }
  now += 16 * 60_000;
  expect((await reader.get('/worklist')).status).toBe(401);
  owner = await newReader(server, { level: 'owner' });
  await owner.patch(PATH, { idleSignOutMinutes: 720 });
});

describe('a second factor that is required', () => {
  test('of whoever asks for it first: 422 names the field, and nothing changes', async () => {
    expect(await owner.patch(PATH, { requiresSecondFactor: true })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'requiresSecondFactor' }] },
    });
    expect((await owner.get(PATH)).body.requiresSecondFactor).toBe(false);
  });

  test('ends the sign-ins that have none; the next one sets it up before anything opens', async () => {
    const { secret } = (await owner.post('/second-factor/enrolment', { password: PASSWORD })).body;
    await owner.post('/second-factor/confirm', { code: codeOf(secret) });
    const { email } = await server.newUser();
    const before = browserClient(server.app, await server.signIn(email));
    expect((await owner.patch(PATH, { requiresSecondFactor: true })).status).toBe(200);
    expect((await before.get('/worklist')).status).toBe(401);
    expect((await owner.get('/worklist')).status).toBe(200);

    const password = await browserClient(server.app).post('/session', { email, password: PASSWORD });
    expect(password.body).toEqual({ success: false, secondFactor: 'enrolment' });
    expect(cookieOf(password.headers, 'readroom_session')).toBe('');
    const half = browserClient(server.app, cookieOf(password.headers, 'readroom_second_factor'));
    expect((await half.get('/worklist')).status).toBe(401);
    expect((await half.post('/session/second-factor', { code: '000000' })).body.code).toBe('second_factor_expired');
    expect((await half.post('/session/second-factor/confirm', { code: '000000' })).status).toBe(422);
    const enrolment = (await half.post('/session/second-factor/enrolment')).body;
    expect((await half.post('/session/second-factor/confirm', { code: '000000' })).body.code).toBe('second_factor_wrong');
    const confirmed = await half.post('/session/second-factor/confirm', { code: codeOf(enrolment.secret) });
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    const reader = browserClient(server.app, cookieOf(confirmed.headers, 'readroom_session'));
    expect((await reader.get('/worklist')).status).toBe(200);
    expect((await half.post('/session/second-factor/enrolment')).status).toBe(401);
    expect(await reader.post('/second-factor/disable', { password: PASSWORD })).toMatchObject({ status: 422 });
  });

  test('an invitation is accepted as far as that; without a ticket nothing is set up', async () => {
    const { body } = await owner.post('/admin/invitations', {
      email: 'new@example.org',
      firstName: 'Nora',
      lastName: 'New',
      level: 'member',
      clinicRole: 'Scribe',
      canManageStudies: false,
      canCreateReports: false,
      hasDashboardAccess: false,
    });
    const token = new URL(body.link).hash.slice(1);
    const accepted = await browserClient(server.app).post('/session/invitation/accept', { token, password: PASSWORD });
    expect(accepted.body).toEqual({ success: false, secondFactor: 'enrolment' });
    expect(cookieOf(accepted.headers, 'readroom_session')).toBe('');
    const half = browserClient(server.app, cookieOf(accepted.headers, 'readroom_second_factor'));
    expect((await half.post('/session/second-factor/enrolment')).body.uri).toContain('otpauth://');
    for (const path of ['enrolment', 'confirm']) {
      expect(
        (await browserClient(server.app).post(`/session/second-factor/${path}`, path === 'confirm' ? { code: '1' } : undefined)).body.code,
      ).toBe('second_factor_expired');
    }
    now += 16 * 60_000;
    expect((await half.post('/session/second-factor/enrolment')).body.code).toBe('second_factor_expired');
  });
});
