import { rawId, UserListSchema, UserSchema, ViewerUserSchema } from '@readroom/contract';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { browserClient } from '../../../test/browser.ts';
import { auditEvents, invitations } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const USERS = '/autoScribe/users';
const VIEWER = '/viewer/users';
let server: TestApp;
let api: ApiClient;
let number = 0;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  return () => server.close();
});

type Fields = Record<string, unknown>;
const newEmail = () => {
  number += 1;
  return `person${number}@example.org`;
};
const invite = (changes: Fields = {}): Fields => ({
  email: newEmail(),
  firstName: 'Per',
  lastName: 'Son',
  level: 'member',
  clinicRole: 'Radiologist',
  canManageStudies: false,
  canCreateReports: true,
  hasDashboardAccess: false,
  npiNumber: '1234567893',
  ...changes,
});
const viewerInvite = (changes: Fields = {}): Fields => {
  const { canCreateReports: _, npiNumber: __, ...rest } = invite(changes);
  return rest;
};

async function newClinic() {
  const clinicId = await createClinic(server.deps, 'Clinic of a test');
  return { clinicId, api: apiClient(server.app, (await server.newKey({ clinicId })).authorization) };
}

async function invited(client: ApiClient = api, changes: Fields = {}): Promise<string> {
  const { status, body } = await client.post(USERS, invite(changes));
  expect(body).toMatchObject({ email: expect.any(String) });
  expect(status).toBe(200);
  return body.userId;
}

describe('inviting', () => {
  test('200: the user as it was sent, with an id that stays', async () => {
    const body = invite({
      middleName: 'X',
      suffix1: 'MD',
      suffix2: 'PhD',
      phoneNumber: '15555550123',
      level: 'admin',
      hasDashboardAccess: true,
    });
    const answer = await api.post(USERS, body);
    expect(answer.status).toBe(200);
    expect(UserSchema.parse(answer.body)).toMatchObject({ ...body, invitedSource: 'api', lastLoginAt: null });
    expect((await api.get(`${USERS}/${answer.body.userId}`)).body).toEqual(answer.body);
  });

  test('200: null and the empty text for what is optional are nothing', async () => {
    const body = invite({ middleName: null, suffix1: '', suffix2: null, phoneNumber: null, canCreateReports: false, npiNumber: null });
    const answer = await api.post(USERS, body);
    expect(answer.status).toBe(200);
    for (const field of ['middleName', 'suffix1', 'suffix2', 'phoneNumber', 'npiNumber']) expect(answer.body).not.toHaveProperty(field);
  });

  test.each([['Imaging Technologist'], ["Pathologists' Assistant"], ['PACS Administrator']])('200: the role %s', async (clinicRole) => {
    expect((await api.post(USERS, invite({ clinicRole }))).body.clinicRole).toBe(clinicRole);
  });

  test.each<[string, Fields, string]>([
    ['no email', { email: undefined }, 'email'],
    ['a text that is no email', { email: 'reader' }, 'email'],
    ['the level owner', { level: 'owner' }, 'level'],
    ['an unknown role', { clinicRole: 'Wizard' }, 'clinicRole'],
    ['an NPI whose check digit is wrong', { npiNumber: '1234567890' }, 'npiNumber'],
    ['an NPI of nine digits', { npiNumber: '123456789' }, 'npiNumber'],
    ['a phone number of nine digits', { phoneNumber: '555555012' }, 'phoneNumber'],
    ['a phone number of sixteen digits', { phoneNumber: '1234567890123456' }, 'phoneNumber'],
    ['a phone number with letters', { phoneNumber: '+1555555012' }, 'phoneNumber'],
    ['an empty first name', { firstName: ' ' }, 'firstName'],
    ['no last name', { lastName: undefined }, 'lastName'],
    ['a text for a flag', { canManageStudies: 'yes' }, 'canManageStudies'],
    ['no canCreateReports', { canCreateReports: undefined }, 'canCreateReports'],
    ['an unknown field', { isAdmin: true }, 'isAdmin'],
    ['a character that cannot be kept', { firstName: 'a\u0000' }, 'firstName'],
  ])('400 for %s', async (_name, changes, path) => {
    const { status, body } = await api.post(USERS, invite(changes));
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'malformed_request', issues: [{ path }] });
  });

  test('400 names the check digit', async () => {
    const { body } = await api.post(USERS, invite({ npiNumber: '1234567890' }));
    expect(body.issues[0].message).toContain('check digit');
  });

  test('400 without a body', async () => {
    expect((await api.post(USERS)).status).toBe(400);
    expect((await api.post(USERS, {})).status).toBe(400);
  });

  test.each<[string, Fields, string]>([
    ['reports without an NPI', { npiNumber: undefined }, 'npiNumber'],
    ['reports with the NPI null', { npiNumber: null }, 'npiNumber'],
    ['an admin without dashboard', { level: 'admin' }, 'hasDashboardAccess'],
  ])('422 for %s', async (_name, changes, path) => {
    const { status, body } = await api.post(USERS, invite(changes));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'unprocessable', issues: [{ path }] });
  });

  test('409 for an email that is in the clinic, in any case; another clinic may have it too', async () => {
    const { email } = await server.newUser();
    const answer = await api.post(USERS, invite({ email: email.toUpperCase() }));
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'conflict', issues: [{ path: 'email' }] });
    expect(answer.headers['x-should-retry']).toBe('false');
    const pending = invite();
    expect((await api.post(USERS, pending)).status).toBe(200);
    expect((await api.post(USERS, pending)).status).toBe(409);
    const other = await newClinic();
    expect((await other.api.post(USERS, invite({ email }))).status).toBe(200);
  });

  test('of many that invite the same email at once one wins', async () => {
    const body = invite();
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.post(USERS, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  });

  test('once for each Idempotency-Key', async () => {
    const body = invite();
    const first = await api.post(USERS, body, { 'idempotency-key': 'invite-1' });
    expect((await api.post(USERS, body, { 'idempotency-key': 'invite-1' })).body).toEqual(first.body);
    expect((await api.post(USERS, invite(), { 'idempotency-key': 'invite-1' })).status).toBe(422);
  });

  test('an invited user can be given a study at once', async () => {
    const assignedTo = await invited();
    const { status, body } = await api.post('/autoScribe/studies', studyBody({ assignedTo }));
    expect(status).toBe(200);
    expect(body.assignedTo.userId).toBe(assignedTo);
  });
});

describe('listing', () => {
  const made: Record<string, string> = {};
  let clinic: Awaited<ReturnType<typeof newClinic>>;
  beforeAll(async () => {
    clinic = await newClinic();
    made.owner = (await server.newUser({ clinicId: clinic.clinicId, level: 'owner', lastName: 'Ost', canCreateReports: false })).userId;
    made.anna = await invited(clinic.api, { email: 'Anna@example.org', firstName: 'Anna', lastName: 'Null' });
    made.bert = await invited(clinic.api, { firstName: 'Bert_1', lastName: '100%', canCreateReports: false });
    made.cora = await invited(clinic.api, { firstName: 'Corannah', lastName: 'Ost', level: 'admin', hasDashboardAccess: true });
  });
  const namesOf = ({ body }: Answer) =>
    body.users.map(({ userId }: { userId: string }) => Object.keys(made).find((name) => made[name] === userId));

  test.each<[string, string[]]>([
    ['', ['cora', 'bert', 'anna', 'owner']],
    ['email=anna@EXAMPLE.org', ['anna']],
    ['email=anna', []],
    ['email=', ['cora', 'bert', 'anna', 'owner']],
    ['firstName=ann', ['cora', 'anna']],
    ['firstName=T_1', ['bert']],
    ['lastName=100%25', ['bert']],
    ['lastName=null', ['anna']],
    ['lastName=ost&level=admin', ['cora']],
    ['invitedSource=api', ['cora', 'bert', 'anna']],
    ['invitedSource=dashboard', ['owner']],
    ['invitedSource=', ['cora', 'bert', 'anna', 'owner']],
    ['level=owner', ['owner']],
    ['level=null', ['cora', 'bert', 'anna', 'owner']],
    ['canCreateReports=true', ['cora', 'anna']],
    ['canCreateReports=false', ['bert', 'owner']],
    ['canCreateReports=', ['cora', 'bert', 'anna', 'owner']],
    ['canCreateReports=null', ['cora', 'bert', 'anna', 'owner']],
  ])('200 for ?%s', async (query, expected) => {
    const answer = await clinic.api.get(`${USERS}?${query}`);
    expect(answer.status).toBe(200);
    expect(UserListSchema.parse(answer.body).hasMore).toBe(false);
    expect(namesOf(answer)).toEqual(expected);
  });

  test('pages by cursor, which goes on while users are added', async () => {
    const first = await clinic.api.get(`${USERS}?limit=2`);
    expect(namesOf(first)).toEqual(['cora', 'bert']);
    expect(first.body.hasMore).toBe(true);
    await invited(clinic.api);
    const second = await clinic.api.get(`${USERS}?limit=2&cursor=${encodeURIComponent(first.body.cursor)}`);
    expect(namesOf(second)).toEqual(['anna', 'owner']);
    expect(second.body).not.toHaveProperty('cursor');
  });

  test.each([
    ['limit=0', 'limit'],
    ['cursor=x', 'cursor'],
    ['level=king', 'level'],
    ['invitedSource=mail', 'invitedSource'],
    ['canCreateReports=maybe', 'canCreateReports'],
    ['role=Doctor', 'role'],
  ])('400 for ?%s', async (query, path) => {
    const { status, body } = await clinic.api.get(`${USERS}?${query}`);
    expect(status).toBe(400);
    expect(body.issues).toMatchObject([{ path }]);
  });
});

describe('changing', () => {
  test('200: only what is sent; null clears', async () => {
    const userId = await invited(api, { middleName: 'X', phoneNumber: '15555550123', suffix1: 'MD' });
    const changed = await api.patch(`${USERS}/${userId}`, { lastName: 'New', middleName: null, phoneNumber: null, clinicRole: 'Scribe' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ firstName: 'Per', lastName: 'New', suffix1: 'MD', clinicRole: 'Scribe', npiNumber: '1234567893' });
    expect(changed.body).not.toHaveProperty('middleName');
    expect(changed.body).not.toHaveProperty('phoneNumber');
    const without = await api.patch(`${USERS}/${userId}`, { canCreateReports: false, npiNumber: null });
    expect(without.body).not.toHaveProperty('npiNumber');
  });

  test('200 with no body and an empty one: nothing changes', async () => {
    const userId = await invited();
    const before = (await api.get(`${USERS}/${userId}`)).body;
    expect((await api.patch(`${USERS}/${userId}`)).body).toEqual(before);
    expect((await api.patch(`${USERS}/${userId}`, {})).body).toEqual(before);
  });

  test.each<[Fields, string]>([
    [{ email: 'new@example.org' }, 'email'],
    [{ level: 'owner' }, 'level'],
    [{ firstName: null }, 'firstName'],
    [{ npiNumber: '1234567890' }, 'npiNumber'],
    [{ userId: 'usr_x' }, 'userId'],
  ])('400 for %o', async (changes, path) => {
    const { status, body } = await api.patch(`${USERS}/${await invited()}`, changes);
    expect(status).toBe(400);
    expect(body.issues).toMatchObject([{ path }]);
  });

  test.each<[Fields, string]>([
    [{ npiNumber: null }, 'npiNumber'],
    [{ level: 'admin' }, 'hasDashboardAccess'],
  ])('422 for %o of a reporting member', async (changes, path) => {
    const { status, body } = await api.patch(`${USERS}/${await invited()}`, changes);
    expect(status).toBe(422);
    expect(body.issues).toMatchObject([{ path }]);
  });

  test('422 for the level of an owner, whose name may change', async () => {
    const { userId } = await server.newUser({ level: 'owner', canCreateReports: false });
    expect((await api.patch(`${USERS}/${userId}`, { level: 'member' })).status).toBe(422);
    expect((await api.patch(`${USERS}/${userId}`, { hasDashboardAccess: false })).status).toBe(422);
    expect((await api.patch(`${USERS}/${userId}`, { firstName: 'Olga' })).body).toMatchObject({ firstName: 'Olga', level: 'owner' });
  });

  test('each change is one row of the audit, which names fields and no values', async () => {
    const userId = await invited();
    const { headers } = await api.patch(`${USERS}/${userId}`, { lastName: 'Secret' });
    const rows = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.subject, userId)),
    );
    expect(rows.map(({ action }) => action)).toEqual(['user.invited', 'user.updated']);
    expect(rows[1]).toMatchObject({ requestId: headers['x-request-id'], detail: { fields: 'lastName' } });
  });
});

describe('revoking and giving back access', () => {
  test('sessions, links and tokens end at once and stay so; the password works again afterwards', async () => {
    const { userId, email } = await server.newUser();
    const cookie = await server.signIn(email);
    const { body: study } = await api.post('/autoScribe/studies', studyBody());
    const { body: reroute } = await api.post('/autoScribe/studies/reroute-url', { studyId: study.studyId, assignedToUserId: userId });
    const open = () => browserClient(server.app).post('/session/open', { token: new URL(reroute.url).hash.slice(1) });
    expect((await browserClient(server.app, cookie).get('/worklist')).status).toBe(200);

    expect(await api.post(`${USERS}/revoke-access`, { userId })).toMatchObject({ status: 200, body: { success: true } });
    expect((await browserClient(server.app, cookie).get('/worklist')).status).toBe(401);
    expect((await open()).status).toBe(401);
    const signIn = () => browserClient(server.app).post('/session', { email, password: PASSWORD });
    expect((await signIn()).status).toBe(401);
    expect((await api.post(`${USERS}/revoke-access`, { userId })).body).toMatchObject({ success: true, message: expect.any(String) });
    expect((await api.get(`${USERS}/${userId}`)).status).toBe(200);

    expect(await api.post(`${USERS}/reactivate`, { userId })).toMatchObject({ status: 200, body: { success: true } });
    expect((await browserClient(server.app, cookie).get('/worklist')).status).toBe(401);
    expect((await open()).status).toBe(401);
    expect((await signIn()).status).toBe(200);
    expect((await api.post(`${USERS}/reactivate`, { userId })).body.message).toBeDefined();
  });

  test('while 200 requests use the session: after the answer none gets through', async () => {
    const { userId, email } = await server.newUser();
    const client = browserClient(server.app, await server.signIn(email));
    const uses = Array.from({ length: 200 }, () => client.get('/worklist'));
    const revoked = await api.post(`${USERS}/revoke-access`, { userId });
    expect(revoked.status).toBe(200);
    const after = await Promise.all(Array.from({ length: 20 }, () => client.get('/worklist')));
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set([401]));
    for (const { status } of await Promise.all(uses)) expect([200, 401]).toContain(status);
  });

  test('422 for an owner', async () => {
    const { userId } = await server.newUser({ level: 'owner', canCreateReports: false });
    expect((await api.post(`${USERS}/revoke-access`, { userId })).status).toBe(422);
  });

  test.each(['revoke-access', 'reactivate'])('%s: 400 without a user, 404 for one of another clinic', async (action) => {
    expect((await api.post(`${USERS}/${action}`)).status).toBe(400);
    expect((await api.post(`${USERS}/${action}`, { userId: 'usr_1' })).status).toBe(400);
    const other = await newClinic();
    const { userId } = await server.newUser({ clinicId: other.clinicId });
    expect((await api.post(`${USERS}/${action}`, { userId })).status).toBe(404);
  });
});

describe('reach', () => {
  test('404 for an id that is malformed, unknown or of another clinic', async () => {
    const other = await newClinic();
    const { userId } = await server.newUser({ clinicId: other.clinicId });
    for (const id of ['usr_1', 'stu_1', `usr_${'0'.repeat(32)}`, userId]) {
      expect((await api.get(`${USERS}/${id}`)).status).toBe(404);
      expect((await api.patch(`${USERS}/${id}`, { firstName: 'A' })).status).toBe(404);
    }
  });

  test('a key of scope self reaches only whom it invited', async () => {
    const self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
    const theirs = await invited();
    const own = await invited(self);
    expect((await self.get(USERS)).body.users.map(({ userId }: { userId: string }) => userId)).toEqual([own]);
    expect((await self.get(`${USERS}/${own}`)).status).toBe(200);
    expect((await self.get(`${USERS}/${theirs}`)).status).toBe(404);
    expect((await self.patch(`${USERS}/${theirs}`, { firstName: 'A' })).status).toBe(404);
    expect((await self.post(`${USERS}/revoke-access`, { userId: theirs })).status).toBe(404);
    expect((await self.post(`${USERS}/reactivate`, { userId: theirs })).status).toBe(404);
    expect((await api.get(`${USERS}/${own}`)).status).toBe(200);
  });

  test('401 without a key', async () => {
    const nobody = apiClient(server.app, '');
    for (const root of [USERS, VIEWER]) {
      expect((await nobody.get(root)).status).toBe(401);
      expect((await nobody.post(root, invite())).status).toBe(401);
    }
  });
});

describe('the Viewer', () => {
  test('the same users without reports and NPI, which it refuses', async () => {
    const body = viewerInvite();
    const answer = await api.post(VIEWER, body);
    expect(answer.status).toBe(200);
    expect(ViewerUserSchema.parse(answer.body)).toMatchObject(body);
    const { userId } = answer.body;
    expect((await api.get(`${USERS}/${userId}`)).body).toMatchObject({ canCreateReports: false });
    expect((await api.get(`${VIEWER}/${await invited()}`)).body).not.toHaveProperty('npiNumber');
    for (const field of ['canCreateReports', 'npiNumber']) {
      const extra = { [field]: field === 'npiNumber' ? '1234567893' : true };
      expect((await api.post(VIEWER, { ...viewerInvite(), ...extra })).body.issues).toMatchObject([{ path: field }]);
      expect((await api.patch(`${VIEWER}/${userId}`, extra)).body.issues).toMatchObject([{ path: field }]);
    }
    expect((await api.get(`${VIEWER}?canCreateReports=true`)).status).toBe(400);
    expect((await api.patch(`${VIEWER}/${userId}`, { lastName: 'View' })).body).toMatchObject({ lastName: 'View' });
  });

  test('changing a radiologist there leaves what it does not know', async () => {
    const userId = await invited();
    expect((await api.patch(`${VIEWER}/${userId}`, { firstName: 'Rea' })).status).toBe(200);
    expect((await api.get(`${USERS}/${userId}`)).body).toMatchObject({ firstName: 'Rea', canCreateReports: true, npiNumber: '1234567893' });
  });

  test('403 for a key without Viewer, before anything else is looked at', async () => {
    const plain = apiClient(server.app, (await server.newKey({ isViewerEnabled: false })).authorization);
    const userId = await invited();
    const answers = [
      await plain.get(VIEWER),
      await plain.get(`${VIEWER}?limit=0`),
      await plain.get(`${VIEWER}/${userId}`),
      await plain.post(VIEWER, {}),
      await plain.patch(`${VIEWER}/${userId}`, { nonsense: 1 }),
      await plain.post(`${VIEWER}/revoke-access`, { userId }),
      await plain.post(`${VIEWER}/reactivate`, { userId }),
      await plain.get(`${VIEWER}/invitations`),
    ];
    for (const { status, body } of answers) expect({ status, code: body.code }).toEqual({ status: 403, code: 'viewer_not_enabled' });
    expect((await plain.get(`${USERS}/${userId}`)).status).toBe(200);
  });

  test('revoking and reactivating', async () => {
    const { userId, email } = await server.newUser();
    expect((await api.post(`${VIEWER}/revoke-access`, { userId })).body).toEqual({ success: true });
    await expect(server.signIn(email)).rejects.toThrow('401');
    expect((await api.post(`${VIEWER}/reactivate`, { userId })).body).toEqual({ success: true });
    await server.signIn(email);
  });
});

describe('the dashboard', () => {
  const signedIn = async (level: 'owner' | 'admin' | 'member') => {
    const { userId, email } = await server.newUser({ level, canCreateReports: false });
    return { ...browserClient(server.app, await server.signIn(email)), userId };
  };
  const patch = (cookie: string, userId: string, payload: Fields) =>
    server.app.inject({ method: 'PATCH', url: `/api/admin/users/${userId}`, headers: { cookie }, payload });

  test('an admin sees how far each user has come', async () => {
    const admin = await signedIn('admin');
    const waiting = await invited();
    const { userId: gone } = await server.newUser();
    await api.post(`${USERS}/revoke-access`, { userId: gone });
    const access = async (userId: string) => (await admin.get(`/admin/users/${userId}`)).body.access;
    expect(await access(admin.userId)).toBe('active');
    expect(await access(waiting)).toBe('invited');
    expect(await access(gone)).toBe('revoked');
    expect((await admin.post('/admin/users/reactivate', { userId: gone })).body.success).toBe(true);
    expect((await admin.get('/admin/users?limit=1')).body).toMatchObject({ hasMore: true, users: [{ hasSecondFactor: false }] });
  });

  test('an admin finds users by words of their names and emails, and by the filters of the public list', async () => {
    const clinicId = await createClinic(server.deps, 'Clinic of names');
    const owner = await server.newUser({
      clinicId,
      level: 'owner',
      firstName: 'Ada',
      lastName: 'Null',
      email: 'ada@names.example',
      canCreateReports: false,
    });
    await server.newUser({ clinicId, firstName: 'Rea', lastName: 'Der', email: 'rea.der@100%.example' });
    await server.newUser({ clinicId, firstName: 'Andrea', lastName: 'Solis', email: 'andrea@names.example' });
    const admin = browserClient(server.app, await server.signIn(owner.email));
    const found = async (query: string) =>
      (await admin.get(`/admin/users?${query}`)).body.users.map(({ firstName }: { firstName: string }) => firstName);
    expect(await found('words=rea')).toEqual(['Andrea', 'Rea']);
    expect(await found('words=DER%20rea')).toEqual(['Rea']);
    expect(await found('words=100%25')).toEqual(['Rea']);
    expect(await found('words=null')).toEqual(['Ada']);
    expect(await found('words=')).toHaveLength(3);
    expect(await found('canCreateReports=true&words=solis')).toEqual(['Andrea']);
    expect(await found('level=owner')).toEqual(['Ada']);
    expect((await apiClient(server.app, (await server.newKey()).authorization).get(`${USERS}?words=rea`)).status).toBe(400);
  });

  test('an admin sees what became of the invitation of whoever never joined', async () => {
    const admin = await signedIn('admin');
    const cookie = await server.signIn((await admin.get(`/admin/users/${admin.userId}`)).body.email);
    const payload = invite();
    const sent = await server.app.inject({ method: 'POST', url: '/api/admin/invitations', headers: { cookie }, payload });
    const { userId } = sent.json().invitation;
    const token = new URL(sent.json().link).hash.slice(1);
    const standing = async () => {
      const { access, invitation } = (await admin.get(`/admin/users/${userId}`)).body;
      return [access, invitation];
    };
    expect(await standing()).toEqual(['invited', 'open']);
    await browserClient(server.app).post('/session/invitation/reject', { token });
    expect(await standing()).toEqual(['invited', 'rejected']);
    await api.post(USERS, payload);
    expect(await standing()).toEqual(['invited', 'open']);
    await api.post(`${USERS}/invitations/revoke`, { userId });
    expect(await standing()).toEqual(['invited', 'revoked']);
    await api.post(USERS, payload);
    await api.post(`${USERS}/revoke-access`, { userId });
    expect(await standing()).toEqual(['revoked', 'revoked']);
    await api.post(`${USERS}/reactivate`, { userId });
    expect(await standing()).toEqual(['invited', 'revoked']);
    await api.post(USERS, payload);
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx
        .update(invitations)
        .set({ expiresAt: new Date(0) })
        .where(eq(invitations.userId, rawId('usr', userId) ?? '')),
    );
    expect(await standing()).toEqual(['invited', 'expired']);
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx
        .update(invitations)
        .set({ status: 'accepted' })
        .where(and(eq(invitations.userId, rawId('usr', userId) ?? ''), eq(invitations.status, 'sent'))),
    );
    // By single sign-on, say: without a password.
    expect(await standing()).toEqual(['active', null]);
    const listed = (await admin.get('/admin/users?limit=100')).body.users;
    expect(listed.find((user: Fields) => user.userId === userId)).toMatchObject({ access: 'active', invitation: null });
    expect((await admin.get(`/admin/users/${admin.userId}`)).body).toMatchObject({ access: 'active', invitation: null });
  });

  test('403 for a member; 401 for nobody', async () => {
    const member = await signedIn('member');
    expect((await member.get('/admin/users')).status).toBe(403);
    expect((await member.post('/admin/users/revoke-access', {})).status).toBe(403);
    expect((await browserClient(server.app).get('/admin/users')).status).toBe(401);
  });

  test('nobody locks themselves out, and an owner is changed by an owner', async () => {
    const admin = await signedIn('admin');
    const owner = await signedIn('owner');
    expect((await admin.post('/admin/users/revoke-access', { userId: admin.userId })).status).toBe(422);
    const { email } = (await admin.get(`/admin/users/${admin.userId}`)).body;
    const cookie = await server.signIn(email);
    expect((await patch(cookie, admin.userId, { level: 'member' })).statusCode).toBe(422);
    expect((await patch(cookie, owner.userId, { firstName: 'X' })).statusCode).toBe(403);
    expect((await patch(cookie, admin.userId, { firstName: 'Ada' })).json()).toMatchObject({ firstName: 'Ada', access: 'active' });
  });

  test('a key that an admin made changes no owner; one that an owner made does', async () => {
    const owner = await signedIn('owner');
    const keyOf = async (maker: Awaited<ReturnType<typeof signedIn>>) => {
      const { body } = await maker.post('/admin/keys', { description: 'RIS', scope: 'all' });
      return apiClient(server.app, `Bearer ${body.key}`);
    };
    const change = { canCreateReports: true, npiNumber: '1234567893' };
    expect(await (await keyOf(await signedIn('admin'))).patch(`${USERS}/${owner.userId}`, change)).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'userId' }] },
    });
    expect((await (await keyOf(owner)).patch(`${USERS}/${owner.userId}`, change)).status).toBe(200);
  });
});
