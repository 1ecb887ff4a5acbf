import { type CataloguedType, exampleOf, WEBHOOK_URL_FIELDS, WEBHOOKS } from '@readroom/contract';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader } from '../../../test/browser.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';
import { createClinic } from '../clinics/index.ts';

let server: TestApp;
let admin: BrowserClient;
let member: BrowserClient;
/** An owner of another clinic. */
let stranger: BrowserClient;
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

const LEADING = { canCreateReports: false, clinicRole: 'IT Administrator' };

beforeAll(async () => {
  server = await createTestApp();
  admin = await newReader(server, { ...LEADING, level: 'admin' });
  member = await newReader(server, { canManageStudies: true });
  stranger = await newReader(server, { ...LEADING, level: 'owner', clinicId: await createClinic(server.deps, 'Other') });
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function receive(answer: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  return receiver;
}
const create = async (changes: Record<string, unknown> = {}) =>
  (await admin.post('/admin/keys', { description: 'RIS', scope: 'all', ...changes })).body;
const works = async (key: string) => (await apiClient(server.app, `Bearer ${key}`).get('/autoScribe/studies')).status;

test('a key is made and shown once; it works, and the list has neither key nor secret', async () => {
  const { status, body } = await admin.post('/admin/keys', {
    description: ' PACS ',
    scope: 'self',
    studyWebhookUrl: 'https://pacs.example.org/s',
  });
  expect(status).toBe(200);
  expect(body).toEqual({
    key: expect.stringMatching(/^sk_live_[0-9a-f]{32}$/),
    secret: expect.stringMatching(/^whsec_/),
    apiKey: {
      apiKeyId: expect.any(String),
      description: 'PACS',
      hint: `sk_live_…${body.key.slice(-4)}`,
      scope: 'self',
      isViewerEnabled: false,
      isClinicalContextEnrichmentEnabled: false,
      studyWebhookUrl: 'https://pacs.example.org/s',
      reportWebhookUrl: null,
      patientStudyWebhookUrl: null,
      secondaryCaptureWebhookUrl: null,
      modalityWorklistWebhookUrl: null,
      previousSecretExpiresAt: null,
      createdAt: expect.any(String),
      lastUsedAt: null,
      revokedAt: null,
    },
  });
  expect(await works(body.key)).toBe(200);
  const list = await admin.get('/admin/keys');
  expect(list.body.keys.map(({ apiKeyId }: { apiKeyId: string }) => apiKeyId)).toContain(body.apiKey.apiKeyId);
  for (const hidden of [body.key, body.secret]) expect(JSON.stringify(list.body)).not.toContain(hidden);
});

test('what is sent is changed, null takes a URL away, nothing changes nothing', async () => {
  const { apiKey } = await create({ studyWebhookUrl: 'https://a.example.org', reportWebhookUrl: 'https://b.example.org' });
  const path = `/admin/keys/${apiKey.apiKeyId}`;
  const change = { description: 'New', studyWebhookUrl: null, isClinicalContextEnrichmentEnabled: true, isViewerEnabled: true };
  expect(await admin.patch(path, change)).toMatchObject({ status: 200, body: { ...apiKey, ...change } });
  for (const body of [{}, undefined]) expect((await admin.patch(path, body)).body).toEqual({ ...apiKey, ...change });
});

test('a change to an address that cannot be reached is 400, names the field and changes nothing', async () => {
  const { apiKey } = await create({ studyWebhookUrl: 'https://a.example.org' });
  const path = `/admin/keys/${apiKey.apiKeyId}`;
  const { status, body } = await admin.patch(path, { description: 'New', reportWebhookUrl: 'https://[fd00::1]/x' });
  expect([status, body.issues]).toEqual([
    400,
    [{ path: 'reportWebhookUrl', message: 'the address is not public and not listed in READROOM_OUTBOUND_ALLOW' }],
  ]);
  expect((await admin.patch(path, {})).body).toEqual(apiKey);
});

test('a new secret is shown once, and the one before ends tomorrow', async () => {
  const { apiKey, secret } = await create();
  const { status, body } = await admin.post(`/admin/keys/${apiKey.apiKeyId}/rotate-secret`);
  expect(status).toBe(200);
  expect(body.secret).toMatch(/^whsec_/);
  expect(body.secret).not.toBe(secret);
  expect(Date.parse(body.apiKey.previousSecretExpiresAt)).toBeGreaterThan(Date.now() + 23 * 3600_000);
});

test('a revoked key is refused from the next request on, and is not changed any more', async () => {
  const { apiKey, key } = await create();
  const path = `/admin/keys/${apiKey.apiKeyId}`;
  const revoked = await admin.post(`${path}/revoke`);
  expect([revoked.status, revoked.body.revokedAt]).toEqual([200, expect.any(String)]);
  expect(await works(key)).toBe(401);
  expect((await admin.post(`${path}/revoke`)).status).toBe(404);
  expect((await admin.post(`${path}/rotate-secret`)).status).toBe(404);
  expect((await admin.patch(path, { description: 'x' })).status).toBe(404);
  expect((await admin.patch(path, {})).status).toBe(404);
});

test.each<[string, Record<string, unknown> | undefined, string]>([
  ['no body', undefined, 'description'],
  ['no scope', { description: 'x' }, 'scope'],
  ['an unknown scope', { description: 'x', scope: 'some' }, 'scope'],
  ['a blank description', { description: ' ', scope: 'all' }, 'description'],
  ['an unknown field', { description: 'x', scope: 'all', key: 'sk_live_x' }, 'key'],
  ['a URL that is none', { description: 'x', scope: 'all', studyWebhookUrl: 'example.org' }, 'studyWebhookUrl'],
  ['a private address', { description: 'x', scope: 'all', studyWebhookUrl: 'https://192.168.1.1/x' }, 'studyWebhookUrl'],
  ['plain http to a public address', { description: 'x', scope: 'all', reportWebhookUrl: 'http://192.0.66.1/x' }, 'reportWebhookUrl'],
  ['credentials in a URL', { description: 'x', scope: 'all', reportWebhookUrl: 'https://u:p@example.org' }, 'reportWebhookUrl'],
])('%s is 400 and names the field', async (_name, body, path) => {
  const answer = await admin.post('/admin/keys', body);
  expect([answer.status, answer.body.issues[0].path]).toEqual([400, path]);
});

test.each<['study' | 'report']>([['study'], ['report']])(
  'a test event to the %s URL is signed, sent at once and in the log',
  async (target) => {
    const { url, received } = await receive(answering('fine'));
    const { apiKey, secret } = await create({ [`${target}WebhookUrl`]: url });
    const { status, body } = await admin.post(`/admin/keys/${apiKey.apiKeyId}/test-event`, { target });
    expect(status).toBe(200);
    expect(body).toMatchObject({ type: 'webhook.test', mode: 'sync', status: 'delivered', attempts: 1, warnings: [] });
    expect(body.attemptLog).toMatchObject([{ attempt: 1, statusCode: 200, error: null, response: '"fine"' }]);
    const { headers, body: sent } = received[0]!;
    expect(new Webhook(secret).verify(sent, headers as Record<string, string>)).toEqual({
      id: body.eventId,
      type: 'webhook.test',
      data: { target },
    });
  },
);

test('the outcome of a test event that fails says why; it is tried once', async () => {
  const { url, received } = await receive(answering({ error: 'down' }, 500));
  const { apiKey } = await create({ studyWebhookUrl: url });
  const { body } = await admin.post(`/admin/keys/${apiKey.apiKeyId}/test-event`, { target: 'study' });
  expect(body).toMatchObject({
    status: 'failed',
    warnings: ['The receiver answered 500.'],
    attemptLog: [{ statusCode: 500, response: '{"error":"down"}' }],
  });
  expect(received).toHaveLength(1);
});

test.each(Object.entries(WEBHOOKS))(
  '%s can be tried with made-up data; the answer of its documentation is taken',
  async (type, webhook) => {
    const { url, received } = await receive(answering(exampleOf(webhook.answer)));
    const { apiKey, secret } = await create({ [WEBHOOK_URL_FIELDS[webhook.target]]: url });
    expect((await admin.post(`/admin/keys/${apiKey.apiKeyId}/test-event`, { type })).body).toMatchObject({
      type,
      status: 'delivered',
      warnings: [MADE_UP],
    });
    const { body, headers } = received[0]!;
    const event = new Webhook(secret).verify(body, headers as Record<string, string>) as { type: string; data: unknown };
    expect(event.type).toBe(type);
    expect(webhook.data.safeParse(event.data).error).toBeUndefined();
  },
);

const MADE_UP = 'A test: its data was made up.';
const PRIVATE = 'https://10.0.0.1/x';
const NOT_PUBLIC = 'the address is not public and not listed in READROOM_OUTBOUND_ALLOW.';
const sop = { sopInstanceUID: '1.2.3', sopClassUID: '1.2', rows: 1, columns: 1, bitsAllocated: 8, photometricInterpretation: 'RGB' };

/** As a real event: delivered with these warnings, or failed for this reason. A text is sent as it stands, as HTML. */
test.each<[CataloguedType, unknown, string[] | string]>([
  [
    'study.access_requested',
    { authorized: true, urls: [7, PRIVATE], mediaUrls: 'none' },
    ['urls[0] was not used: expected a URL.', `urls[1] was not used: ${NOT_PUBLIC}`, 'mediaUrls was not used: expected an array.'],
  ],
  [
    'study.access_requested',
    { authorized: true, manifest: { studyInstanceUID: '1.2.3', series: [{ seriesInstanceUID: '1.2', sops: [sop] }] } },
    [expect.stringMatching(/^manifest.* was not used: /)],
  ],
  ['study.access_requested', { authorized: false, error: 'Archive closed' }, ['It refuses access: Archive closed']],
  ['study.access_requested', { urls: [] }, 'The answer cannot be used: authorized: '],
  ['study.access_requested', '<p>ok</p>', 'The answer cannot be used: no JSON object.'],
  [
    'ephemeral.access_requested',
    { authorized: true, urls: ['ftp://x'], manifests: 7 },
    ['urls[0] was not used: expected an https URL.', expect.stringMatching(/^manifests was not used: /)],
  ],
  ['ephemeral.access_requested', { authorized: 7 }, 'The answer cannot be used: authorized: '],
  ['secondary_capture.access_requested', { authorized: false }, ['Nothing was uploaded. The upload was not authorized.']],
  ['secondary_capture.access_requested', { authorized: true }, ['Nothing was uploaded. The answer names no upload URL.']],
  [
    'secondary_capture.access_requested',
    { authorized: true, uploadUrls: ['https://images.example.org/1', PRIVATE] },
    [`uploadUrls[1] was not uploaded to: T${NOT_PUBLIC.slice(1)}`],
  ],
  ['secondary_capture.access_requested', { authorized: true, uploadUrls: 'x' }, 'The answer cannot be used: uploadUrls: '],
  [
    'modality_worklist.requested',
    { authorized: true, items: [7, {}] },
    [expect.stringMatching(/^items\[0\] was left out: /), expect.stringMatching(/^items\[1\] was left out: /)],
  ],
  ['modality_worklist.requested', { authorized: false }, ['It does not hand out its worklist.']],
  ['modality_worklist.requested', { items: [] }, 'The answer cannot be used: authorized: '],
  [
    'patient_study.enrichment_requested',
    { severity: 7, patientName: 'Jane Doe', unknown: 1 },
    [expect.stringMatching(/^severity was not used: /)],
  ],
  [
    'patient_study.enrichment_requested',
    { expressCustomerId: `cus_${'0'.repeat(32)}` },
    ['expressCustomerId was not used: there is no such customer.'],
  ],
  ['patient_study.enrichment_requested', [], 'The answer cannot be used: no JSON object.'],
  [
    'clinical_context.enrichment_requested',
    { unknown: 1, documentUrls: [{ url: 'https://ris.example.org/1' }, { url: PRIVATE }] },
    [`documentUrls[1] was not used: T${NOT_PUBLIC.slice(1)}`],
  ],
  ['clinical_context.enrichment_requested', { clinicalIndication: 7 }, 'The answer cannot be used: clinicalIndication: '],
  ['report.delivered', '<p>ok</p>', []],
  ['report.delivered', { anything: 'x'.repeat(100_000) }, []],
  ['report.delivered', { success: false }, 'The receiver answered success: false.'],
])('the answer to a test of %s is judged as a real one (%#)', async (type, answer, outcome) => {
  const { url } = await receive((response) => (typeof answer === 'string' ? void response.end(answer) : answering(answer)(response)));
  const { apiKey } = await create({ [WEBHOOK_URL_FIELDS[WEBHOOKS[type].target]]: url });
  const { body } = await admin.post(`/admin/keys/${apiKey.apiKeyId}/test-event`, { type });
  const isFailure = typeof outcome === 'string';
  const warnings = isFailure ? [expect.stringContaining(outcome), MADE_UP] : [MADE_UP, ...outcome];
  expect(body).toMatchObject({ type, status: isFailure ? 'failed' : 'delivered', warnings });
});

test('a test event needs the URL (422) and a target (400)', async () => {
  const { apiKey } = await create();
  const path = `/admin/keys/${apiKey.apiKeyId}/test-event`;
  expect(await admin.post(path, { target: 'report' })).toMatchObject({ status: 422, body: { issues: [{ path: 'target' }] } });
  expect((await admin.post(path, {})).status).toBe(400);
});

test('keys are for owners and admins: a member is 403, nobody 401, and a key of another clinic is not there', async () => {
  const { apiKey } = await create({ studyWebhookUrl: 'https://a.example.org' });
  const one = `/admin/keys/${apiKey.apiKeyId}`;
  const calls = (who: BrowserClient) => [
    who.patch(one, { description: 'x' }),
    who.post(`${one}/rotate-secret`),
    who.post(`${one}/revoke`),
    who.post(`${one}/test-event`, { target: 'study' }),
  ];
  const whole = (who: BrowserClient) => [who.get('/admin/keys'), who.post('/admin/keys', { description: 'x', scope: 'all' })];
  const statuses = async (answers: Promise<{ status: number }>[]) => new Set((await Promise.all(answers)).map(({ status }) => status));
  expect(await statuses([...whole(member), ...calls(member)])).toEqual(new Set([403]));
  const nobody = browserClient(server.app);
  expect(await statuses([...whole(nobody), ...calls(nobody)])).toEqual(new Set([401]));
  expect(await statuses(calls(stranger))).toEqual(new Set([404]));
  expect((await stranger.get('/admin/keys')).body).toEqual({ keys: [] });
  expect((await admin.patch('/admin/keys/nonsense', { description: 'x' })).status).toBe(404);
});
