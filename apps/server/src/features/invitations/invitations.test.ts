import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InvitationListSchema, InvitationSchema, rawId, ViewerInvitationSchema } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import PostalMime, { type Email } from 'postal-mime';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answer, type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient } from '../../../test/browser.ts';
import { invitations } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';
import { startMailing } from '../mail/index.ts';

const USERS = '/autoScribe/users';
const INVITATIONS = `${USERS}/invitations`;
const PASSWORD = 'a long enough password';
let server: TestApp;
let api: ApiClient;
let admin: BrowserClient & { userId: string };
let number = 0;

beforeAll(async () => {
  server = await createTestApp();
  await startMailing(server.deps);
  api = apiClient(server.app, (await server.newKey()).authorization);
  const { userId, email } = await server.newUser({ level: 'admin', firstName: 'Ada', lastName: 'Min', canCreateReports: false });
  admin = { ...browserClient(server.app, await server.signIn(email)), userId };
  return () => server.close();
});

type Fields = Record<string, unknown>;
const invite = (changes: Fields = {}): Fields & { email: string } => {
  number += 1;
  return {
    email: `guest${number}@example.org`,
    firstName: 'Gu',
    lastName: 'Est',
    level: 'member',
    clinicRole: 'Radiologist',
    canManageStudies: false,
    canCreateReports: true,
    hasDashboardAccess: false,
    npiNumber: '1234567893',
    ...changes,
  };
};

/** Invites over the dashboard, which shows the link. */
async function invited(changes: Fields = {}) {
  const { status, body } = await admin.post('/admin/invitations', invite(changes));
  expect(status).toBe(200);
  const { invitationId, userId, email } = body.invitation;
  return { invitationId, userId, email, link: body.link as string, token: tokenOf(body.link) };
}
const tokenOf = (link: string) => new URL(link).hash.slice(1);

const nobody = () => browserClient(server.app);
const look = (token: string) => nobody().post('/session/invitation', { token });
const accept = (token: string) => nobody().post('/session/invitation/accept', { token, password: PASSWORD });
const reject = (token: string) => nobody().post('/session/invitation/reject', { token });
const signIn = (email: string, password = PASSWORD) => nobody().post('/session', { email, password });
const read = async (invitationId: string) => (await api.get(`${INVITATIONS}/${invitationId}`)).body;

async function expire(invitationId: string): Promise<void> {
  await server.deps.db.inClinic(server.clinicId, (tx) =>
    tx
      .update(invitations)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(invitations.id, rawId('inv', invitationId) ?? '')),
  );
}

/** The mails that the operator finds in the outbox folder for an address. */
async function outbox(email: string): Promise<Email[]> {
  const folder = join(server.deps.config.dataDir, 'outbox');
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(folder, name))));
  const mails = await Promise.all(files.map((file) => new PostalMime().parse(file)));
  return mails.filter((mail) => mail.to?.some(({ address }) => address === email));
}

describe('the way in', () => {
  test('mail, page, password, signed in', async () => {
    const body = invite();
    const { body: user } = await api.post(USERS, body);
    const [mail] = await vi.waitFor(async () => {
      const found = await outbox(body.email);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(mail?.subject).toBe('Your invitation to Test clinic');
    const link = /https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4600\/invitation#[\w-]{43}$/);
    const token = tokenOf(link);

    expect(await look(token)).toMatchObject({
      status: 200,
      body: { clinicName: 'Test clinic', inviterName: null, email: body.email, firstName: 'Gu', lastName: 'Est' },
    });
    expect((await signIn(body.email)).status).toBe(401);
    const accepted = await accept(token);
    expect(accepted).toMatchObject({ status: 200, body: { success: true } });
    const cookie = String(accepted.headers['set-cookie']).split(';')[0]!;
    expect((await browserClient(server.app, cookie).get('/session')).body.session.user).toMatchObject({ userId: user.userId });
    expect((await signIn(body.email)).status).toBe(200);
    expect((await api.get(`${USERS}/${user.userId}`)).body.lastLoginAt).not.toBeNull();
    const list = (await api.get(`${INVITATIONS}?userId=${user.userId}`)).body.invitations;
    expect(list).toMatchObject([{ status: 'accepted', userId: user.userId }]);
    for (const again of [look, accept, reject]) expect(await again(token)).toMatchObject({ status: 401, body: { code: 'link_not_valid' } });
  });

  test('the outbox is for the operator alone', async () => {
    const folder = join(server.deps.config.dataDir, 'outbox');
    await vi.waitFor(async () => expect((await readdir(folder)).length).toBeGreaterThan(0));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  test('the page names the inviter; rejecting ends it', async () => {
    const { token, email, invitationId } = await invited();
    expect((await look(token)).body.inviterName).toBe('Ada Min');
    expect((await reject(token)).body).toEqual({ success: true });
    expect((await read(invitationId)).status).toBe('rejected');
    expect((await accept(token)).status).toBe(401);
    expect((await signIn(email)).status).toBe(401);
  });

  test('400 for a password of 11 characters; the link stays good', async () => {
    const { token } = await invited();
    const answer = await nobody().post('/session/invitation/accept', { token, password: 'x'.repeat(11) });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'password' }] } });
    expect((await accept(token)).status).toBe(200);
  });

  test.each(['unknown', 'expired', 'revoked', 'of a user whose access was revoked'])('401 for an invitation that is %s', async (what) => {
    const { token, invitationId, userId } = await invited();
    if (what === 'expired') await expire(invitationId);
    if (what === 'revoked') await api.post(`${INVITATIONS}/revoke`, { invitationId });
    if (what.startsWith('of a user')) await api.post(`${USERS}/revoke-access`, { userId });
    const used = what === 'unknown' ? `${token}x` : token;
    for (const answer of [look, accept, reject])
      expect(await answer(used)).toMatchObject({ status: 401, body: { code: 'link_not_valid' } });
    if (what.startsWith('of a user')) expect((await read(invitationId)).status).toBe('revoked');
  });

  test.each(['revoked', 'rejected'])('%s, it ends what a link opened for whoever never came in', async (what) => {
    const { userId, invitationId, token } = await invited();
    const { studyId } = (await api.post('/autoScribe/studies', studyBody())).body;
    const link = async () =>
      (await api.post('/autoScribe/studies/reroute-url', { studyId, assignedToUserId: userId })).body.url.split('#')[1] as string;
    const opened = await browserClient(server.app).post('/session/open', { token: await link() });
    const guest = browserClient(server.app, String(opened.headers['set-cookie']).split(';')[0]);
    expect((await guest.get(`/studies/${studyId}`)).status).toBe(200);
    const unopened = await link();
    if (what === 'revoked') await api.post(`${INVITATIONS}/revoke`, { invitationId });
    else await reject(token);
    expect((await guest.get(`/studies/${studyId}`)).status).toBe(401);
    expect((await browserClient(server.app).post('/session/open', { token: unopened })).status).toBe(401);
  });

  test('accept and revoke at once, 200 times: one wins', async () => {
    const { token, invitationId, email } = await invited();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => [
        accept(token).then(({ status }) => ['accept', status] as const),
        (index % 2 === 0
          ? api.post(`${INVITATIONS}/revoke`, { invitationId })
          : admin.post('/admin/invitations/revoke', { invitationId })
        ).then(({ status }) => ['revoke', status] as const),
      ]).flat(),
    );
    const accepted = answers.filter(([what, status]) => what === 'accept' && status === 200).length;
    const revoked = answers.filter(([what, status]) => what === 'revoke' && status === 200).length;
    const { status } = await read(invitationId);
    expect(accepted).toBe(status === 'accepted' ? 1 : 0);
    expect(revoked > 0).toBe(status === 'revoked');
    for (const [what, code] of answers) expect(what === 'accept' ? [200, 401] : [200, 422]).toContain(code);
    expect((await signIn(email)).status).toBe(status === 'accepted' ? 200 : 401);
  });

  test('whoever rejected, was revoked or let it expire can be invited again, as the same user', async () => {
    for (const end of ['rejected', 'revoked', 'expired']) {
      const { token, invitationId, email, userId } = await invited({ middleName: 'Old', phoneNumber: '15555550123' });
      expect((await api.post(USERS, invite({ email }))).status).toBe(409);
      if (end === 'rejected') await reject(token);
      if (end === 'revoked') await api.post(`${INVITATIONS}/revoke`, { userId });
      if (end === 'expired') await expire(invitationId);
      const again = await api.post(USERS, invite({ email: email.toUpperCase(), lastName: 'Again' }));
      expect(again).toMatchObject({ status: 200, body: { userId, lastName: 'Again', invitedSource: 'api' } });
      expect(again.body).not.toHaveProperty('middleName');
      expect((await accept(token)).status).toBe(401);
      expect((await api.get(`${INVITATIONS}?userId=${userId}&status=sent`)).body.invitations).toHaveLength(1);
    }
  });

  test('a key of scope self invites nobody again whom somebody else invited', async () => {
    const { email, userId } = await invited();
    await api.post(`${INVITATIONS}/revoke`, { userId });
    const self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
    const again = invite({ email, level: 'admin', hasDashboardAccess: true });
    expect(await self.post(USERS, again)).toMatchObject({ status: 409, body: { issues: [{ path: 'email' }] } });
    expect((await api.get(`${USERS}/${userId}`)).body).toMatchObject({ level: 'member' });
  });

  test('whoever accepted is not invited again, also without access', async () => {
    const { token, email, userId } = await invited();
    await accept(token);
    expect((await api.post(USERS, invite({ email }))).status).toBe(409);
    await api.post(`${USERS}/revoke-access`, { userId });
    expect((await api.post(USERS, invite({ email }))).status).toBe(409);
  });
});

describe('reading and listing', () => {
  let clinic: { clinicId: string; api: ApiClient };
  const made: Record<string, string> = {};
  beforeAll(async () => {
    const clinicId = await createClinic(server.deps, 'Listing clinic');
    clinic = { clinicId, api: apiClient(server.app, (await server.newKey({ clinicId })).authorization) };
    for (const name of ['open', 'late', 'revoked', 'old']) made[name] = (await clinic.api.post(USERS, invite())).body.userId;
    await clinic.api.post(`${INVITATIONS}/revoke`, { userId: made.revoked });
    await server.deps.db.inClinic(clinicId, async (tx) => {
      const of = (name: string) => eq(invitations.userId, rawId('usr', made[name]!) ?? '');
      await tx
        .update(invitations)
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .where(of('late'));
      await tx
        .update(invitations)
        .set({ createdAt: new Date('2024-03-15T12:00:00Z') })
        .where(of('old'));
    });
  });
  const namesOf = ({ body }: Answer) =>
    body.invitations.map(({ userId }: { userId: string }) => Object.keys(made).find((name) => made[name] === userId));

  test.each<[string, string[]]>([
    ['', ['old', 'revoked', 'late', 'open']],
    ['expired=all', ['old', 'revoked', 'late', 'open']],
    ['expired=expired', ['late']],
    ['expired=not-expired', ['old', 'revoked', 'open']],
    ['expired=&status=&userId=&startDate=&endDate=', ['old', 'revoked', 'late', 'open']],
    ['expired=null&userId=null&startDate=null', ['old', 'revoked', 'late', 'open']],
    ['status=sent', ['old', 'late', 'open']],
    ['status=sent,revoked&expired=not-expired', ['old', 'revoked', 'open']],
    ['status=revoked&status=accepted', ['revoked']],
    ['endDate=2024-03-15', ['old']],
    ['startDate=2024-03-15&endDate=2024-03-15', ['old']],
    ['startDate=2024-03-16', ['revoked', 'late', 'open']],
    ['endDate=2024-03-14', []],
    ['startDate=2024-03-15T12:00:00Z&endDate=2024-03-15T12:00:00Z', ['old']],
    ['endDate=2024-03-15T11:59:59Z', []],
    ['startDate=2024-03-15T13:30:00%2B02:00&endDate=2024-03-15', ['old']],
    ['startDate=0000-01-01&endDate=9999-12-31', ['old', 'revoked', 'late', 'open']],
    ['startDate=0000-12-31', ['old', 'revoked', 'late', 'open']],
    ['startDate=0001-01-01T00:00:00%2B14:00', ['old', 'revoked', 'late', 'open']],
    ['endDate=9999-12-31T23:59:59-12:00', ['old', 'revoked', 'late', 'open']],
    ['endDate=0000-01-01T00:00:00Z', []],
    ['startDate=9999-12-31T23:59:59-12:00', []],
  ])('200 for ?%s', async (query, expected) => {
    const answer = await clinic.api.get(`${INVITATIONS}?${query}`);
    expect(answer.status).toBe(200);
    InvitationListSchema.parse(answer.body);
    expect(namesOf(answer)).toEqual(expected);
  });

  test('200 by user, and by id the same', async () => {
    const answer = await clinic.api.get(`${INVITATIONS}?userId=${made.open}`);
    expect(namesOf(answer)).toEqual(['open']);
    const [invitation] = answer.body.invitations;
    expect((await clinic.api.get(`${INVITATIONS}/${invitation.invitationId}`)).body).toEqual(invitation);
    expect(InvitationSchema.parse(invitation)).toMatchObject({
      clinicId: clinic.clinicId,
      status: 'sent',
      inviterId: null,
      invitedByApiKeyId: expect.any(String),
    });
    const days = (Date.parse(invitation.expiry) - Date.parse(invitation.createdAt)) / 86_400_000;
    expect(days).toBeCloseTo(30, 2);
  });

  test('pages', async () => {
    const first = await clinic.api.get(`${INVITATIONS}?limit=3`);
    expect(namesOf(first)).toEqual(['old', 'revoked', 'late']);
    const second = await clinic.api.get(`${INVITATIONS}?limit=3&cursor=${encodeURIComponent(first.body.cursor)}`);
    expect(namesOf(second)).toEqual(['open']);
    expect(second.body).toMatchObject({ hasMore: false });
  });

  test.each([
    ['expired=maybe', 'expired'],
    ['status=sent,lost', 'status[1]'],
    ['userId=me', 'userId'],
    ['startDate=yesterday', 'startDate'],
    ['endDate=2024-02-30', 'endDate'],
    ['limit=101', 'limit'],
    ['email=a', 'email'],
  ])('400 for ?%s', async (query, path) => {
    const { status, body } = await clinic.api.get(`${INVITATIONS}?${query}`);
    expect(status).toBe(400);
    expect(body.issues).toMatchObject([{ path }]);
  });

  test('404 for an id that is malformed, unknown or of another clinic', async () => {
    const { invitationId, userId } = await invited();
    for (const id of ['inv_1', `inv_${'0'.repeat(32)}`, invitationId]) {
      expect((await clinic.api.get(`${INVITATIONS}/${id}`)).status).toBe(404);
      expect((await clinic.api.patch(`${INVITATIONS}/${id}`, { firstName: 'A' })).status).toBe(404);
    }
    expect((await clinic.api.post(`${INVITATIONS}/revoke`, { invitationId })).status).toBe(404);
    expect((await clinic.api.post(`${INVITATIONS}/revoke`, { userId })).status).toBe(404);
  });

  test('a key of scope self reaches only what it invited', async () => {
    const self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
    const { invitationId } = await invited();
    const { body: own } = await self.post(USERS, invite());
    expect((await self.get(INVITATIONS)).body.invitations).toMatchObject([{ userId: own.userId }]);
    expect((await self.get(`${INVITATIONS}/${invitationId}`)).status).toBe(404);
    expect((await self.patch(`${INVITATIONS}/${invitationId}`, {})).status).toBe(404);
    expect((await self.post(`${INVITATIONS}/revoke`, { invitationId })).status).toBe(404);
  });

  test('401 without a key', async () => {
    expect((await apiClient(server.app, '').get(INVITATIONS)).status).toBe(401);
  });
});

describe('changing', () => {
  test('200 while it is open: the user changes with it', async () => {
    const { invitationId, userId } = await invited({ suffix1: 'MD' });
    const { status, body } = await api.patch(`${INVITATIONS}/${invitationId}`, {
      lastName: 'New',
      suffix1: null,
      level: 'admin',
      hasDashboardAccess: true,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ lastName: 'New', suffix1: null, level: 'admin', status: 'sent' });
    expect((await api.get(`${USERS}/${userId}`)).body).toMatchObject({ lastName: 'New', level: 'admin' });
    expect((await api.patch(`${INVITATIONS}/${invitationId}`)).status).toBe(200);
  });

  test.each<[Fields, number]>([
    [{ email: 'x@example.org' }, 400],
    [{ level: 'owner' }, 400],
    [{ npiNumber: null }, 422],
    [{ level: 'admin' }, 422],
  ])('%o is refused with %i', async (changes, expected) => {
    const { invitationId } = await invited();
    expect((await api.patch(`${INVITATIONS}/${invitationId}`, changes)).status).toBe(expected);
  });

  test.each(['expired', 'accepted', 'rejected', 'revoked'])('422 once it is %s', async (what) => {
    const { invitationId, token } = await invited();
    if (what === 'expired') await expire(invitationId);
    if (what === 'accepted') await accept(token);
    if (what === 'rejected') await reject(token);
    if (what === 'revoked') await api.post(`${INVITATIONS}/revoke`, { invitationId });
    expect(await api.patch(`${INVITATIONS}/${invitationId}`, { firstName: 'A' })).toMatchObject({
      status: 422,
      body: { code: 'unprocessable' },
    });
  });
});

describe('revoking', () => {
  test('200 by invitation, by user, and by both; a second time says so', async () => {
    const selectors = [
      ({ invitationId }: Fields) => ({ invitationId }),
      ({ userId }: Fields) => ({ userId }),
      ({ invitationId, userId }: Fields) => ({ invitationId, userId }),
    ];
    for (const select of selectors) {
      const made = await invited();
      expect((await api.post(`${INVITATIONS}/revoke`, select(made))).body).toEqual({ success: true });
      expect((await read(made.invitationId)).status).toBe('revoked');
      expect((await api.post(`${INVITATIONS}/revoke`, select(made))).body).toEqual({ success: true, message: expect.any(String) });
    }
  });

  test('400 without either; 404 where they name different ones; 422 once accepted', async () => {
    const [one, two] = [await invited(), await invited()];
    expect((await api.post(`${INVITATIONS}/revoke`)).body).toMatchObject({ code: 'malformed_request', issues: [{ path: 'invitationId' }] });
    expect((await api.post(`${INVITATIONS}/revoke`, {})).status).toBe(400);
    expect((await api.post(`${INVITATIONS}/revoke`, { invitationId: one.invitationId, userId: two.userId })).status).toBe(404);
    await accept(one.token);
    expect((await api.post(`${INVITATIONS}/revoke`, { invitationId: one.invitationId })).status).toBe(422);
  });
});

describe('the Viewer', () => {
  test('shows and changes the same invitations without reports and NPI', async () => {
    const { invitationId } = await invited();
    const { status, body } = await api.get(`/viewer/users/invitations/${invitationId}`);
    expect(status).toBe(200);
    ViewerInvitationSchema.parse(body);
    expect(body).not.toHaveProperty('canCreateReports');
    expect((await api.patch(`/viewer/users/invitations/${invitationId}`, { npiNumber: null })).status).toBe(400);
    expect((await api.patch(`/viewer/users/invitations/${invitationId}`, { firstName: 'Vi' })).body.firstName).toBe('Vi');
    expect((await api.get('/viewer/users/invitations?limit=1')).body.invitations).toHaveLength(1);
    expect((await api.post('/viewer/users/invitations/revoke', { invitationId })).body).toEqual({ success: true });
  });
});

describe('the dashboard', () => {
  test('inviting shows the link to the inviter, who stands in the invitation', async () => {
    const { status, body } = await admin.post('/admin/invitations', invite());
    expect(status).toBe(200);
    expect(body.link).toContain('/invitation#');
    expect(body.invitation).toMatchObject({ inviterId: admin.userId, invitedSource: 'dashboard', status: 'sent' });
    expect(body.invitation).not.toHaveProperty('invitedByApiKeyId');
  });

  test('sent again: a new link and another 30 days, the old link dies, a new mail goes out', async () => {
    const { invitationId, token, email } = await invited();
    await expire(invitationId);
    const { status, body } = await admin.post(`/admin/invitations/${invitationId}/resend`);
    expect(status).toBe(200);
    expect(Date.parse(body.invitation.expiry)).toBeGreaterThan(Date.now());
    expect((await accept(token)).status).toBe(401);
    await vi.waitFor(async () => expect(await outbox(email)).toHaveLength(2));
    expect((await accept(tokenOf(body.link))).status).toBe(200);
    expect((await admin.post(`/admin/invitations/${invitationId}/resend`)).status).toBe(422);
  });

  test('403 for a member, 404 for another clinic', async () => {
    const { email } = await server.newUser();
    const member = browserClient(server.app, await server.signIn(email));
    expect((await member.post('/admin/invitations', invite())).status).toBe(403);
    expect((await admin.post(`/admin/invitations/inv_${'0'.repeat(32)}/resend`)).status).toBe(404);
  });
});
