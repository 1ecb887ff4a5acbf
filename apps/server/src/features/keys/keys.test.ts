import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createSigner, type Signer } from '../../platform/signing/index.ts';
import { createClinic } from '../clinics/index.ts';
import { createKey, type KeyRequest, listKeys, revokeKey } from './index.ts';

let database: TestDatabase;
let signer: Signer;
let clinicId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  signer = createSigner(randomBytes(32));
  clinicId = await createClinic(database, 'Clinic');
  return () => database.drop();
});

const create = (changes: Partial<KeyRequest> = {}, outboundAllow: string[] = []) =>
  createKey(
    { db: database.db, signer, config: { outboundAllow } },
    { clinicId, description: 'RIS', scope: 'self', isViewerEnabled: false, ...changes },
  );

test('key and secret have the form that clients and Standard Webhooks expect, and neither is stored in the clear', async () => {
  const { id, key, secret } = await create({ reportWebhookUrl: 'https://ris.example.org/hook' });
  expect(key).toMatch(/^sk_live_[0-9a-f]{32}$/);
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  // standard-webhooks.md: between 24 and 64 bytes.
  expect([secret.startsWith('whsec_'), bytes.length]).toEqual([true, 32]);
  const { rows } = await database.db.asSystem((tx) =>
    tx.execute(sql`SELECT k::text AS row, webhook_secret_sealed AS sealed FROM api_keys k WHERE id = ${id}`),
  );
  const row = String(rows[0]?.row);
  for (const hidden of [key.slice(8), secret.slice(6), bytes.toString('hex'), Buffer.from(key).toString('hex')])
    expect(row).not.toContain(hidden);
  expect(signer.unseal('webhook-secret', rows[0]?.sealed as Uint8Array)).toBe(secret);
});

test('the list shows a key by its last four digits, with what it may do', async () => {
  const { id, key } = await create({
    description: 'PACS',
    scope: 'all',
    isViewerEnabled: true,
    studyWebhookUrl: 'https://pacs.example.org/s',
  });
  const listed = (await listKeys(database)).find((one) => one.id === id);
  expect(listed).toEqual({
    id,
    clinicId,
    description: 'PACS',
    hint: `sk_live_…${key.slice(-4)}`,
    scope: 'all',
    isViewerEnabled: true,
    isClinicalContextEnrichmentEnabled: false,
    studyWebhookUrl: 'https://pacs.example.org/s',
    reportWebhookUrl: null,
    patientStudyWebhookUrl: null,
    secondaryCaptureWebhookUrl: null,
    modalityWorklistWebhookUrl: null,
    createdAt: expect.any(String),
    lastUsedAt: null,
    revokedAt: null,
  });
});

test('a key that the operator chose exists once, in whichever clinic', async () => {
  const key = `sk_live_${'ab'.repeat(16)}`;
  expect((await create({ key })).key).toBe(key);
  await expect(create({ key, clinicId: await createClinic(database, 'Other') })).rejects.toMatchObject({ code: 'conflict' });
});

test.each<[Partial<KeyRequest>, string]>([
  [{ description: ' ' }, 'description'],
  [{ description: 'x'.repeat(201) }, 'description'],
  [{ reportWebhookUrl: 'ris.example.org' }, 'reportWebhookUrl'],
  [{ reportWebhookUrl: 'ftp://ris.example.org' }, 'reportWebhookUrl'],
  [{ studyWebhookUrl: 'https://user:secret@ris.example.org' }, 'studyWebhookUrl'],
  [{ modalityWorklistWebhookUrl: 'https://192.168.1.1/x' }, 'modalityWorklistWebhookUrl'],
  [{ studyWebhookUrl: 'https://[::1]/x' }, 'studyWebhookUrl'],
  [{ reportWebhookUrl: 'http://ris.example.org/hook' }, 'reportWebhookUrl'],
  [{ key: 'sk_test_x' }, 'key'],
  [{ key: `sk_live_${'AB'.repeat(16)}` }, 'key'],
])('what cannot be used names the field: %j', async (changes, path) => {
  await expect(create(changes)).rejects.toMatchObject({ code: 'malformed_request', issues: [{ path }] });
});

test('what the operator allowed is taken; a name is judged when it is asked', async () => {
  const allow = ['192.168.1.0/24'];
  for (const reportWebhookUrl of ['https://192.168.1.1/x', 'http://192.168.1.1/x', 'http://ris.internal/x'])
    expect(await create({ reportWebhookUrl }, allow)).toMatchObject({ key: expect.any(String) });
  const refused = { code: 'malformed_request', issues: [{ path: 'reportWebhookUrl' }] };
  await expect(create({ reportWebhookUrl: 'https://192.168.2.1/x' }, allow)).rejects.toMatchObject(refused);
});

test('a key is revoked once', async () => {
  const { id } = await create();
  await revokeKey(database, id);
  await expect(revokeKey(database, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(revokeKey(database, '00000000-0000-0000-0000-000000000000')).rejects.toMatchObject({ code: 'not_found' });
  await expect(revokeKey(database, 'no-uuid')).rejects.toMatchObject({ code: 'not_found' });
  expect((await listKeys(database)).find((one) => one.id === id)?.revokedAt).not.toBeNull();
});
