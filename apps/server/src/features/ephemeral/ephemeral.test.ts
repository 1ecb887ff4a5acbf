import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type ApiClient, apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { browserClient, newReader, newStudy } from '../../../test/browser.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { createClinic } from '../clinics/index.ts';
import { startForgettingEphemeral } from './forgetting.ts';

const SESSION = 'readroom_session';
let server: TestApp;
let api: ApiClient;
let later = 0;
const clock: Clock = { now: () => new Date(Date.now() + later) };

beforeAll(async () => {
  server = await createTestApp({ deps: { clock } });
  // Nobody answers there: creating and opening ask nobody.
  api = apiClient(server.app, (await server.newKey({ studyWebhookUrl: 'http://127.0.0.1:9/hook' })).authorization);
  return () => server.close();
});

const tokenOf = (url: string) => url.slice(url.indexOf('#') + 1);

/** Opens a landing URL in a browser that holds `cookie`. */
async function openUrl(url: string, cookie?: string) {
  const answer = await server.app.inject({
    method: 'POST',
    url: '/api/session/open',
    payload: { token: tokenOf(url) },
    headers: cookie === undefined ? {} : { cookie },
  });
  const set = answer.cookies.find(({ name }) => name === SESSION);
  return { status: answer.statusCode, body: answer.json(), cookie: set ? `${SESSION}=${set.value}` : null };
}

const create = async (body: Record<string, unknown> = { retrievalId: 'A-1' }, client = api): Promise<string> => {
  const answer = await client.post('/autoScribe/ephemeral-sessions', body);
  expect(answer.status).toBe(200);
  return answer.body.url;
};

describe.each(['/autoScribe/ephemeral-sessions', '/viewer/ephemeral-sessions'])('POST /v1%s', (path) => {
  test('200: a landing URL with its token in the fragment', async () => {
    const { status, body } = await api.post(path, { retrievalId: 'A-1' });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['url']);
    expect(body.url).toMatch(new RegExp(`^${server.deps.config.publicUrl}/open#[\\w-]{43}$`));
  });

  test('200: with a hanging protocol and options, and with null for both', async () => {
    const hangingProtocol = { layout: '2x2', viewportAssignments: ['Axial', null, 'Côronal', 'Sag'] };
    expect((await api.post(path, { retrievalId: 'A-1', hangingProtocol, options: { a: [1, null, { b: 'é' }] } })).status).toBe(200);
    expect((await api.post(path, { retrievalId: 'A-1', hangingProtocol: null, options: null })).status).toBe(200);
  });

  test.each([
    [{}, 'retrievalId'],
    [{ retrievalId: '' }, 'retrievalId'],
    [{ retrievalId: 7 }, 'retrievalId'],
    [{ retrievalId: 'A', options: [] }, 'options'],
    [{ retrievalId: 'A', options: 'text' }, 'options'],
    [{ retrievalId: 'A', hangingProtocol: { layout: '5x1', viewportAssignments: [] } }, 'hangingProtocol.layout'],
    [{ retrievalId: 'A', hangingProtocol: { layout: '1x2', viewportAssignments: ['one'] } }, 'hangingProtocol.viewportAssignments'],
    [{ retrievalId: 'A', hangingProtocol: { layout: '1x1', viewportAssignments: [4] } }, 'hangingProtocol.viewportAssignments[0]'],
    [{ retrievalId: 'A', studyId: 'stu_1' }, 'studyId'],
  ])('400: %j names %s', async (payload, issue) => {
    const { status, body } = await api.post(path, payload);
    expect([status, body.issues?.[0]?.path]).toEqual([400, issue]);
  });

  test('400: options of 3073 bytes as JSON; 3072 are taken, counted as UTF-8', async () => {
    const withBytes = (bytes: number) => ({ é: 'x'.repeat(bytes - Buffer.byteLength('{"é":""}')) });
    expect((await api.post(path, { retrievalId: 'A', options: withBytes(3072) })).status).toBe(200);
    const { status, body } = await api.post(path, { retrievalId: 'A', options: withBytes(3073) });
    expect([status, body.issues[0]]).toEqual([400, { path: 'options', message: 'at most 3072 bytes as JSON' }]);
  });

  test('401 without a key', async () => {
    const answer = await server.app.inject({ method: 'POST', url: `/v1${path}`, payload: { retrievalId: 'A' } });
    expect(answer.statusCode).toBe(401);
  });

  test('422 for a key without a study webhook', async () => {
    const other = apiClient(server.app, (await server.newKey({ reportWebhookUrl: 'http://127.0.0.1:9/hook' })).authorization);
    const { status, body } = await other.post(path, { retrievalId: 'A' });
    expect([status, body.code]).toEqual([422, 'unprocessable']);
    expect(body.message).toContain('study webhook');
  });

  test('the same Idempotency-Key: the same URL; with another body 422', async () => {
    const once = { 'idempotency-key': `once${path.replaceAll('/', '-')}` };
    const first = await api.post(path, { retrievalId: 'A' }, once);
    expect((await api.post(path, { retrievalId: 'A' }, once)).body).toEqual(first.body);
    expect((await api.post(path, { retrievalId: 'B' }, once)).status).toBe(422);
  });
});

test('403: Viewer sessions need a key with the Viewer', async () => {
  const other = apiClient(
    server.app,
    (await server.newKey({ isViewerEnabled: false, studyWebhookUrl: 'http://127.0.0.1:9/hook' })).authorization,
  );
  expect((await other.post('/viewer/ephemeral-sessions', { retrievalId: 'A' })).status).toBe(403);
  expect((await other.post('/autoScribe/ephemeral-sessions', { retrievalId: 'A' })).status).toBe(200);
});

describe('the landing URL', () => {
  test('opens once', async () => {
    const url = await create();
    const opened = await openUrl(url);
    expect(opened.status).toBe(200);
    expect(opened.body).toEqual({ purpose: 'ephemeral', goTo: expect.stringMatching(/^\/ephemeral\/[0-9a-f-]{36}$/) });
    const again = await openUrl(url);
    expect([again.status, again.body.code]).toEqual([401, 'link_not_valid']);
  });

  test('of 50 that open it at once one gets in', async () => {
    const url = await create();
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await openUrl(url)).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(49);
  });

  test('opens for 30 seconds', async () => {
    const [inTime, late] = [await create(), await create()];
    try {
      later = 29_000;
      expect((await openUrl(inTime)).status).toBe(200);
      later = 31_000;
      expect((await openUrl(late)).status).toBe(401);
    } finally {
      later = 0;
    }
  });

  test('opens nothing once its key is revoked', async () => {
    const owner = await newReader(server, { level: 'owner' });
    const key = await server.newKey({ studyWebhookUrl: 'http://127.0.0.1:9/hook' });
    const client = apiClient(server.app, key.authorization);
    const [unopened, opened] = [await create(undefined, client), await openUrl(await create(undefined, client))];
    expect((await browserClient(server.app, opened.cookie!).get('/session')).body.session.kind).toBe('ephemeral');
    expect((await owner.post(`/admin/keys/${key.id}/revoke`)).status).toBe(200);
    expect((await openUrl(unopened)).status).toBe(401);
    expect((await browserClient(server.app, opened.cookie!).get('/session')).body.session).toBeNull();
  });
});

describe('what it opens', () => {
  test('is a session without user and study, which ends by signing out', async () => {
    const { cookie } = await openUrl(await create());
    const browser = browserClient(server.app, cookie!);
    expect((await browser.get('/session')).body.session).toMatchObject({ kind: 'ephemeral', user: null, studyId: null });
    expect((await browser.delete('/session')).status).toBe(200);
    expect((await browser.get('/session')).body.session).toBeNull();
  });

  test('reaches nothing else: no other route answers it', async () => {
    const { cookie } = await openUrl(await create());
    const studyId = await newStudy(server, (await server.newKey()).authorization);
    const mayAsk =
      /^(?:GET|DELETE|POST) \/api\/session$|^POST \/api\/session\/|^GET \/api\/session\/single-sign-on|^POST \/api\/ephemeral\/image-access$/;
    const routes = server.routes.filter((route) => /^\w+ \/(?:api|dicom-web)\//.test(route) && !mayAsk.test(route));
    expect(routes.length).toBeGreaterThan(60);
    const answered: string[] = [];
    for (const route of routes) {
      const [method, path = ''] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
      const url = path.replace(':studyId', studyId).replaceAll(/:\w+|\*/g, '00000000-0000-4000-8000-000000000000');
      const answer = await server.app.inject({ method, url, headers: { cookie: cookie! } });
      if (![400, 403, 404].includes(answer.statusCode)) answered.push(`${answer.statusCode} ${route}`);
    }
    expect(answered).toEqual([]);
    const browser = browserClient(server.app, cookie!);
    for (const path of [`/studies/${studyId}`, `/studies/${studyId}/series`, '/worklist', '/events', '/sessions', '/admin/users'])
      expect((await browser.get(path)).status).toBe(403);
  });

  test('stands beside a sign-in, which goes on; one of another clinic is not signed out for it', async () => {
    const reader = await newReader(server);
    const opened = await openUrl(await create(), reader.cookie);
    expect([opened.status, opened.cookie]).toEqual([200, null]);
    expect((await reader.get('/session')).body.session).toMatchObject({ kind: 'full', user: { userId: reader.userId } });

    const clinicId = await createClinic(server.deps, 'Elsewhere');
    const { authorization } = await server.newKey({ clinicId, studyWebhookUrl: 'http://127.0.0.1:9/hook' });
    const url = await create(undefined, apiClient(server.app, authorization));
    expect((await openUrl(url, reader.cookie)).status).toBe(403);
    expect((await openUrl(url)).status).toBe(200);
  });

  test('is forgotten with its link, once it is over', async () => {
    const [old, young] = [
      (await openUrl(await create())).body.goTo.split('/').pop(),
      (await openUrl(await create())).body.goTo.split('/').pop(),
    ];
    const kept = () =>
      server.deps.db.asSystem(async (tx) => {
        const { rows } = await tx.execute(sql`SELECT id FROM ephemeral_sessions WHERE id IN (${old}, ${young})`);
        return rows.map((row) => row.id);
      });
    await server.deps.db.asSystem((tx) =>
      tx.execute(sql`UPDATE ephemeral_sessions SET created_at = now() - interval '25 hours' WHERE id = ${old}`),
    );
    const forgetting = startForgettingEphemeral(server.deps);
    await vi.waitFor(async () => expect(await kept()).toEqual([young]));
    await forgetting.stop();
  });
});
