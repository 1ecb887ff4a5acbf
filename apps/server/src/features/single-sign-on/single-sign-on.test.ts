import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rawId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { apiClient, inviteBody } from '../../../test/api.ts';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient } from '../../../test/browser.ts';
import { startProvider, type TestProvider } from '../../../test/oidc-provider.ts';
import { auditEvents, clinics, mails, users } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const CALLBACK = 'http://127.0.0.1:4600/api/session/single-sign-on/callback';
let server: TestApp;
let provider: TestProvider;
let owner: BrowserClient & { email: string };
const settings = (changes: Record<string, unknown> = {}) => ({
  issuer: provider.issuer,
  ...provider.client,
  emailDomains: ['example.org'],
  ...changes,
});

beforeAll(async () => {
  provider = await startProvider(CALLBACK);
  server = await createTestApp();
  const { email } = await server.newUser({ level: 'owner', canCreateReports: false });
  owner = { ...browserClient(server.app, await server.signIn(email)), email };
  expect((await owner.put('/admin/single-sign-on', settings())).status).toBe(200);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  provider.account = { sub: 'account-1' };
});

const start = (email: string) => browserClient(server.app).post('/session/single-sign-on', { email });
const cookieOf = (headers: Record<string, unknown>, name: string) =>
  [headers['set-cookie']]
    .flat()
    .map(String)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0] ?? '';

/** The browser comes back with the address that the provider sent it to. */
async function comeBack(url: string, cookie: string) {
  const { pathname, search } = new URL(url);
  const answer = await server.app.inject({ method: 'GET', url: `${pathname}${search}`, headers: { cookie } });
  return { location: answer.headers.location, session: cookieOf(answer.headers, 'readroom_session'), status: answer.statusCode };
}

async function signInAs(email: string, account: Partial<TestProvider['account']> = {}) {
  const { status, body, headers } = await start(email);
  expect(status).toBe(200);
  provider.account = { sub: `sub of ${email}`, email, email_verified: true, ...account };
  return comeBack(await provider.visit(body.url), cookieOf(headers, 'readroom_sso'));
}

describe('signing in', () => {
  test('the provider’s user with the verified email is signed in; the code is asked for with PKCE, state and nonce', async () => {
    const { email, userId } = await server.newUser();
    const { body, headers } = await start(email.toUpperCase());
    const url = new URL(body.url);
    expect(url.origin).toBe(provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'readroom',
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    provider.account = { sub: 'x', email: email.toUpperCase(), email_verified: true };
    const back = await comeBack(await provider.visit(body.url), cookieOf(headers, 'readroom_sso'));
    expect(back).toMatchObject({ status: 302, location: '/' });
    expect((await browserClient(server.app, back.session).get('/session')).body.session).toMatchObject({ kind: 'full', user: { userId } });
    expect(provider.requests).toContain('POST /token');
    expect(provider.requests).toContain('GET /jwks');
  });

  test.each<[string, Partial<TestProvider['account']>]>([
    ['whose email is not verified', { email_verified: false }],
    ['without a word about its verification', { email_verified: undefined as never }],
    ['without an email', { email: undefined as never }],
    ['whom the clinic does not know', { email: 'stranger@example.org' }],
    ['with an email of another domain', { email: 'reader1@elsewhere.example' }],
  ])('not one %s; and none is made', async (_what, account) => {
    const { email } = await server.newUser();
    const count = () => server.deps.db.inClinic(server.clinicId, (tx) => tx.$count(users));
    const before = await count();
    expect(await signInAs(email, account)).toMatchObject({ location: '/sign-in?problem=sso_no_user', session: '' });
    expect(await count()).toBe(before);
    const refusals = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, 'session.single_sign_on_refused')),
    );
    expect(refusals.length).toBeGreaterThan(0);
    expect(JSON.stringify(refusals)).not.toContain('@');
  });

  test('not a user whose access was revoked', async () => {
    const { email, userId } = await server.newUser();
    await apiClient(server.app, (await server.newKey()).authorization).post('/autoScribe/users/revoke-access', { userId });
    expect((await signInAs(email)).location).toBe('/sign-in?problem=sso_no_user');
  });

  test('not a user of another clinic with the same email', async () => {
    const clinicId = await createClinic(server.deps, 'Elsewhere');
    const email = 'elsewhere@example.org';
    await server.newUser({ clinicId, email });
    const { email: own } = await server.newUser();
    expect((await signInAs(own, { email })).location).toBe('/sign-in?problem=sso_no_user');
    expect((await start(email)).body).toEqual({ url: null });
  });

  test('an open invitation is accepted by it; one that was revoked is not', async () => {
    const api = apiClient(server.app, (await server.newKey()).authorization);
    const invite = (email: string) =>
      api.post('/autoScribe/users', {
        email,
        firstName: 'In',
        lastName: 'Vited',
        level: 'member',
        clinicRole: 'Scribe',
        canManageStudies: false,
        canCreateReports: false,
        hasDashboardAccess: false,
      });
    const { userId } = (await invite('invited@example.org')).body;
    expect((await signInAs('invited@example.org')).location).toBe('/');
    const { invitations } = (await api.get(`/autoScribe/users/invitations?userId=${userId}`)).body;
    expect(invitations).toMatchObject([{ status: 'accepted' }]);
    expect((await signInAs('invited@example.org')).location).toBe('/');
    const noted = await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.action, 'invitation.accepted')),
    );
    expect(noted).toMatchObject([
      { actorId: rawId('usr', userId), subject: invitations[0].invitationId, detail: { by: 'single_sign_on' } },
    ]);
    const other = (await invite('uninvited@example.org')).body;
    await api.post('/autoScribe/users/invitations/revoke', { userId: other.userId });
    expect((await signInAs('uninvited@example.org')).location).toBe('/sign-in?problem=sso_no_user');
  });
});

describe('what a stranger can do', () => {
  test('no amount of starts at one address keeps a browser waiting that somebody has signed in with', async () => {
    const here = { 'x-forwarded-for': '198.51.100.4' };
    const { email } = await server.newUser();
    const signedIn = await browserClient(server.app).post('/session', { email, password: PASSWORD }, here);
    const cookie = [signedIn.headers['set-cookie']].flat().map((one) => String(one).split(';')[0]);
    const startHere = (by = browserClient(server.app)) => by.post('/session/single-sign-on', { email: 'somebody@nowhere.example' }, here);
    await Promise.all(Array.from({ length: 60 }, () => startHere()));
    expect((await startHere()).status).toBe(429);
    expect((await startHere(browserClient(server.app, cookie.join('; ')))).status).toBe(200);
  });

  test('nobody who has come into a clinic is sent to the provider of another that names their domain', async () => {
    const clinicId = await createClinic(server.deps, 'Other');
    const { email } = await server.newUser({ clinicId, level: 'owner', canCreateReports: false });
    const theirs = browserClient(server.app, await server.signIn(email));
    expect((await theirs.put('/admin/single-sign-on', settings({ emailDomains: ['joined.example'] }))).status).toBe(200);
    const victim = await server.newUser({ email: 'ada@joined.example' });
    const invitation = { ...inviteBody(), email: victim.email };
    expect((await theirs.post('/admin/invitations', invitation)).status).toBe(200);
    expect((await start(victim.email)).body).toMatchObject({ url: null });
    expect((await start('somebody@joined.example')).body).toMatchObject({ url: expect.stringContaining(provider.issuer) });
  });

  test('the answer tells of the domain, and of no user', async () => {
    expect((await start('nobody@example.org')).body.url).toContain(provider.issuer);
    expect((await start('nobody@elsewhere.example')).body).toEqual({ url: null });
    expect((await start('nonsense')).body).toEqual({ url: null });
  });

  test('the way back works once, and only in the browser that went', async () => {
    const { email } = await server.newUser();
    provider.account = { sub: 'y', email, email_verified: true };
    const { body, headers } = await start(email);
    const back = await provider.visit(body.url);
    const failed = { location: '/sign-in?problem=sso_failed', session: '' };
    expect(await comeBack(back, '')).toMatchObject(failed);
    expect(await comeBack(back, 'readroom_sso=another')).toMatchObject(failed);
    const other = await start(email);
    expect(await comeBack(back, cookieOf(other.headers, 'readroom_sso'))).toMatchObject(failed);
    const cookie = cookieOf(headers, 'readroom_sso');
    expect(await comeBack(back, cookie)).toMatchObject({ location: '/' });
    expect(await comeBack(back, cookie)).toMatchObject(failed);
  });

  test('no code, a made-up code, an error of the provider', async () => {
    for (const query of ['', '?error=access_denied', '?code=made-up']) {
      const { headers } = await start('nobody@example.org');
      const cookie = cookieOf(headers, 'readroom_sso');
      const state = cookie.split('=')[1];
      const search = query === '' ? '' : `${query}&state=${state}`;
      expect(await comeBack(`${CALLBACK}${search}`, cookie)).toMatchObject({ location: '/sign-in?problem=sso_failed', session: '' });
    }
  });
});

/** A provider that answers what each test wants: to see what is refused of an ID token. */
describe('an ID token is refused', () => {
  type Forge = (token: { issuer: string; nonce: string }) => Promise<string>;

  async function forgingProvider(forge: Forge): Promise<{ issuer: string; setNonce(nonce: string): void }> {
    const { publicKey } = keys;
    let nonce = '';
    const json = (response: ServerResponse, body: unknown) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    const fake = createServer(async (request, response) => {
      const issuer = `http://${request.headers.host}`;
      if (request.url === '/jwks')
        return json(response, { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] });
      if (request.url === '/token') {
        return json(response, { access_token: 'a', token_type: 'Bearer', id_token: await forge({ issuer, nonce }) });
      }
      json(response, {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    });
    await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      fake.closeAllConnections();
      fake.close();
    });
    return {
      issuer: `http://127.0.0.1:${(fake.address() as AddressInfo).port}`,
      setNonce: (value) => {
        nonce = value;
      },
    };
  }

  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let others: Awaited<ReturnType<typeof generateKeyPair>>;
  beforeAll(async () => {
    keys = await generateKeyPair('RS256', { extractable: true });
    others = await generateKeyPair('RS256');
  });
  const EMAIL = 'victim@forged.example';
  const sign = (claims: Record<string, unknown>, key = keys.privateKey) =>
    new SignJWT({ sub: 's', email: EMAIL, email_verified: true, aud: 'readroom', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key);
  const unsigned = (claims: Record<string, unknown>) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const body = { sub: 's', email: EMAIL, email_verified: true, aud: 'readroom', iat: now, exp: now + 300, ...claims };
    return `${part({ alg: 'none' })}.${part(body)}.`;
  };

  test.each<[string, Forge, string]>([
    ['(one in order is taken)', ({ issuer, nonce }) => sign({ iss: issuer, nonce }), '/'],
    ['of another key', ({ issuer, nonce }) => sign({ iss: issuer, nonce }, others.privateKey), '/sign-in?problem=sso_failed'],
    ['without a signature', async ({ issuer, nonce }) => unsigned({ iss: issuer, nonce }), '/sign-in?problem=sso_failed'],
    ['of another issuer', ({ nonce }) => sign({ iss: 'http://127.0.0.1:1', nonce }), '/sign-in?problem=sso_failed'],
    ['for another client', ({ issuer, nonce }) => sign({ iss: issuer, nonce, aud: 'other' }), '/sign-in?problem=sso_failed'],
    ['with another nonce', ({ issuer }) => sign({ iss: issuer, nonce: 'old' }), '/sign-in?problem=sso_failed'],
    ['without a nonce', ({ issuer }) => sign({ iss: issuer }), '/sign-in?problem=sso_failed'],
  ])('%s', async (_what, forge, location) => {
    const fake = await forgingProvider(forge);
    const clinicId = await createClinic(server.deps, 'Forged');
    await server.newUser({ clinicId, email: EMAIL });
    const clientSecretSealed = Buffer.from(server.deps.signer.seal('single-sign-on', 's')).toString('base64');
    const oidc = { issuer: fake.issuer, clientId: 'readroom', clientSecretSealed, emailDomains: ['forged.example'] };
    await server.deps.db.inClinic(clinicId, (tx) => tx.update(clinics).set({ oidc }).where(eq(clinics.id, clinicId)));
    onTestFinished(() =>
      server.deps.db.inClinic(clinicId, (tx) => tx.update(clinics).set({ oidc: null }).where(eq(clinics.id, clinicId))).then(() => {}),
    );
    const { body, headers } = await start(EMAIL);
    const url = new URL(body.url);
    fake.setNonce(url.searchParams.get('nonce') ?? '');
    const back = `${CALLBACK}?code=c&state=${url.searchParams.get('state')}`;
    expect((await comeBack(back, cookieOf(headers, 'readroom_sso'))).location).toBe(location);
  });
});

describe('the settings', () => {
  test('an owner reads them without the secret', async () => {
    const { body } = await owner.get('/admin/single-sign-on');
    expect(body).toEqual({
      singleSignOn: { issuer: provider.issuer, clientId: 'readroom', emailDomains: ['example.org'], redirectUri: CALLBACK },
      redirectUri: CALLBACK,
    });
  });

  test('the secret stays where it is not sent, for the same client only', async () => {
    const { clientSecret: _, ...without } = settings({ emailDomains: ['Example.org', 'example.net'] });
    expect((await owner.put('/admin/single-sign-on', without)).body.singleSignOn.emailDomains).toEqual(['example.org', 'example.net']);
    const answer = await owner.put('/admin/single-sign-on', { ...without, issuer: 'http://127.0.0.1:1' });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'clientSecret' }] } });
  });

  test('are tried at the provider, and kept only when they are saved', async () => {
    expect((await owner.post('/admin/single-sign-on/test', settings({ emailDomains: ['tried.example'] }))).body).toEqual({
      issuer: provider.issuer,
      authorizationEndpoint: expect.stringContaining(provider.issuer),
    });
    expect((await owner.get('/admin/single-sign-on')).body.singleSignOn.emailDomains).not.toContain('tried.example');
    const nobody = await owner.post('/admin/single-sign-on/test', settings({ issuer: 'http://127.0.0.1:1' }));
    expect(nobody).toMatchObject({ status: 422, body: { issues: [{ path: 'issuer' }] } });
    const admin = await server.newUser({ level: 'admin', canCreateReports: false });
    const asAdmin = browserClient(server.app, await server.signIn(admin.email));
    expect((await asAdmin.post('/admin/single-sign-on/test', settings())).status).toBe(403);
  });

  test.each([
    ['nobody answers', 'http://127.0.0.1:1', 422],
    ['the address is not public', 'https://10.0.0.1', 422],
    ['it is no URL', 'example.org', 400],
    ['it is a file', 'file:///etc/passwd', 400],
  ])('an issuer is refused where %s', async (_what, issuer, status) => {
    const answer = await owner.put('/admin/single-sign-on', settings({ issuer }));
    expect(answer).toMatchObject({ status, body: { issues: [{ path: 'issuer' }] } });
  });

  test('a domain that another clinic signs in with another provider is refused by name', async () => {
    const clinicId = await createClinic(server.deps, 'Second');
    const { email } = await server.newUser({ clinicId, level: 'owner', canCreateReports: false });
    const second = browserClient(server.app, await server.signIn(email));
    const other = await startProvider(CALLBACK);
    onTestFinished(() => other.close());
    const taken = settings({ issuer: other.issuer, emailDomains: ['second.example', 'example.org'] });
    expect(await second.put('/admin/single-sign-on', taken)).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'emailDomains', message: 'example.org is taken' }] },
    });
    expect((await second.get('/admin/single-sign-on')).body.singleSignOn).toBeNull();
    expect((await second.put('/admin/single-sign-on', { ...taken, emailDomains: ['second.example'] })).status).toBe(200);
  });

  test('an admin may look, a member not; neither changes them', async () => {
    const admin = await server.newUser({ level: 'admin', canCreateReports: false });
    const member = await server.newUser();
    const asAdmin = browserClient(server.app, await server.signIn(admin.email));
    const asMember = browserClient(server.app, await server.signIn(member.email));
    expect((await asAdmin.get('/admin/single-sign-on')).status).toBe(200);
    expect((await asMember.get('/admin/single-sign-on')).status).toBe(403);
    for (const client of [asAdmin, asMember]) {
      expect((await client.put('/admin/single-sign-on', settings())).status).toBe(403);
      expect((await client.delete('/admin/single-sign-on')).status).toBe(403);
    }
  });

  test('a provider that is gone: 503 that says what to do; without settings nobody is sent anywhere', async () => {
    const clinicId = await createClinic(server.deps, 'Gone');
    const clientSecretSealed = Buffer.from(server.deps.signer.seal('single-sign-on', 's')).toString('base64');
    const oidc = { issuer: 'http://127.0.0.1:1', clientId: 'c', clientSecretSealed, emailDomains: ['gone.example'] };
    await server.deps.db.inClinic(clinicId, (tx) => tx.update(clinics).set({ oidc }).where(eq(clinics.id, clinicId)));
    expect(await start('a@gone.example')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    const link = () => browserClient(server.app).post('/session/password-reset', { email: 'invited@example.org' });
    const mailed = () => server.deps.db.inClinic(server.clinicId, (tx) => tx.$count(mails, eq(mails.kind, 'password_reset')));
    await link();
    expect(await mailed()).toBe(0);
    expect((await owner.delete('/admin/single-sign-on')).body).toEqual({ success: true });
    // Whoever came by single sign-on alone is not locked out: a password can be set by mail now.
    await link();
    expect(await mailed()).toBe(1);
    expect((await start('reader1@example.org')).body).toEqual({ url: null });
  });
});
