import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daikonPath } from '@readroom/dicom/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { dicomInstances } from '../platform/db/schema.ts';
import { runCommandLine } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'readroom-cli-'));
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await readroom('clinic', 'create', '--name', 'One');
});

afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Runs a command as the shell would, with --json. */
async function readroom(...args: string[]) {
  let printed = '';
  const environment = { READROOM_DATA: join(folder, 'data'), DATABASE_URL: database.url };
  const code = await runCommandLine([...args, '--json'], environment, {
    print: (text) => {
      printed += text;
    },
    say: () => {},
  });
  return { code, result: JSON.parse(printed) };
}

test('a key is made, listed and revoked', async () => {
  const made = await readroom(
    'key',
    'create',
    '--description',
    'PACS',
    '--scope',
    'self',
    '--viewer',
    '--webhook-report',
    'https://example.org/hook',
  );
  expect(made).toEqual({
    code: 0,
    result: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key: expect.stringMatching(/^sk_live_[0-9a-f]{32}$/),
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    },
  });
  const { id } = made.result;
  const key = { id, description: 'PACS', scope: 'self', isViewerEnabled: true, reportWebhookUrl: 'https://example.org/hook' };
  expect((await readroom('key', 'list')).result.keys).toMatchObject([{ ...key, revokedAt: null }]);
  const rotated = { id, secret: expect.stringMatching(/^whsec_/), previousSecretExpiresAt: expect.any(String) };
  expect(await readroom('key', 'rotate-secret', id)).toEqual({ code: 0, result: rotated });
  expect(await readroom('key', 'revoke', id)).toEqual({ code: 0, result: { id, revoked: true } });
  expect((await readroom('key', 'list')).result.keys).toMatchObject([{ ...key, revokedAt: expect.any(String) }]);
  expect(await readroom('key', 'revoke', id)).toMatchObject({ code: 1, result: { error: 'There is no active key with that id.' } });
});

test('a user without a given password gets one, shown once', async () => {
  const person = [
    '--email',
    'a@example.org',
    '--first-name',
    'A',
    '--last-name',
    'B',
    '--role',
    'Radiologist',
    '--reports',
    '--npi',
    '1234567893',
  ];
  expect(await readroom('user', 'create', ...person)).toEqual({
    code: 0,
    result: { userId: expect.stringMatching(/^usr_[0-9a-f]{32}$/), email: 'a@example.org', password: expect.stringMatching(/^[\w-]{16}$/) },
  });
  expect(await readroom('user', 'create', ...person)).toMatchObject({ code: 1, result: { error: expect.stringContaining('already') } });
});

test('a user is invited: the link that accepts is printed', async () => {
  const person = ['--email', 'invited@example.org', '--first-name', 'I', '--last-name', 'N', '--role', 'Radiologist'];
  const { code, result } = await readroom('user', 'invite', ...person);
  expect({ code, userId: result.userId, email: result.email }).toEqual({
    code: 0,
    userId: expect.stringMatching(/^usr_[0-9a-f]{32}$/),
    email: 'invited@example.org',
  });
  expect(new URL(result.link)).toMatchObject({ pathname: '/invitation', hash: expect.stringMatching(/^#[\w-]{43}$/) });
  expect(Date.parse(result.expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000);
  expect(await readroom('user', 'invite', ...person)).toMatchObject({ code: 1, result: { error: expect.stringContaining('already') } });
  expect(await readroom('user', 'remove-second-factor', '--email', 'invited@example.org')).toEqual({
    code: 0,
    result: { email: 'invited@example.org', removed: false },
  });
});

test('a folder is imported byte for byte: a file twice is stored once, what is no DICOM is refused alone', async () => {
  const images = join(folder, 'images');
  cpSync(daikonPath('volume/brain_001.dcm'), join(images, 'one.dcm'));
  cpSync(daikonPath('volume/brain_002.dcm'), join(images, 'deeper/two'));
  cpSync(daikonPath('volume/brain_002.dcm'), join(images, 'again.dcm'));
  writeFileSync(join(images, 'empty.dcm'), '');
  writeFileSync(join(images, 'notes.txt'), 'no image');
  const { code, result } = await readroom('import', images);
  expect({ code, stored: result.stored, duplicates: result.duplicates }).toEqual({ code: 0, stored: 2, duplicates: 1 });
  expect(result.refused.map(({ path }: { path: string }) => path).sort()).toEqual([join(images, 'empty.dcm'), join(images, 'notes.txt')]);
  expect(await database.db.asSystem((tx) => tx.select().from(dicomInstances))).toHaveLength(2);
  expect(await readroom('import', join(images, 'notes.txt'))).toMatchObject({ code: 1 });
  expect(await readroom('doctor')).toMatchObject({ code: 0, result: { ok: true } });
});

test('the doctor ends with 1 where something is wrong', async () => {
  const [image] = await database.db.asSystem((tx) => tx.select().from(dicomInstances));
  const path = join(folder, 'data/storage', image?.storageKey ?? '');
  cpSync(path, `${path}.kept`);
  writeFileSync(path, 'other bytes');
  expect(await readroom('doctor')).toMatchObject({ code: 1, result: { ok: false } });
  cpSync(`${path}.kept`, path);
});

test('webhook events are listed', async () => {
  expect(await readroom('webhooks', 'list')).toEqual({ code: 0, result: { events: [] } });
});

test.each([
  [['key', 'create', '--description', 'PACS'], '--scope: expected all or self'],
  [['key', 'create', '--scope', 'all'], '--description is missing'],
  [['key', 'create', '--scope', 'all', '--description', 'x', '--webhook-report', 'ftp://x'], 'reportWebhookUrl'],
  [['key', 'create', '--speed', '9'], "Unknown option '--speed'"],
  [['key', 'create', '--scope', 'all', '--description', 'x', '--clinic', 'Two'], '--clinic: there is no clinic with that id or name'],
  [['key', 'revoke'], 'expected: key revoke <id>'],
  [['key', 'revoke', 'none'], '<id>: expected the id of a key'],
  [
    ['user', 'create', '--email', 'c@example.org', '--first-name', 'A', '--last-name', 'B', '--role', 'Other', '--npi', '1234567890'],
    'npiNumber',
  ],
  [['user', 'create', '--level', 'king'], '--email is missing'],
  [['user', 'invite', '--email', 'nobody', '--first-name', 'A', '--last-name', 'B', '--role', 'King'], 'email: expected an email address'],
  [['user', 'invite', '--email', 'c@d.example', '--first-name', 'A', '--last-name', 'B', '--role', 'Other', '--level', 'owner'], '--level'],
  [['user', 'remove-second-factor', '--email', 'nobody@example.org'], 'There is no user with that email in this clinic.'],
  [['webhooks', 'list', '--limit', '0'], '--limit: expected a whole number from 1 to 1000'],
  [['import', '/nowhere/at/all'], 'there is nothing at /nowhere/at/all'],
  [['import'], 'expected: import <file or folder>'],
  [['dance'], 'there is no command "dance"'],
])('readroom %j ends with 1 and says why', async (args, message) => {
  expect(await readroom(...args)).toEqual({ code: 1, result: { error: expect.stringContaining(message) } });
});

test('with several clinics one must be named', async () => {
  await readroom('clinic', 'create', '--name', 'Two');
  const args = ['key', 'create', '--scope', 'all', '--description', 'x'];
  expect(await readroom(...args)).toMatchObject({
    code: 1,
    result: { error: expect.stringContaining('--clinic is missing: there are 2 clinics') },
  });
  expect(await readroom(...args, '--clinic', 'Two')).toMatchObject({ code: 0 });
});
