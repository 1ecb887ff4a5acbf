import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CATALOGUED_TYPES, type CataloguedType, WEBHOOK_URL_FIELDS, WEBHOOKS } from '@readroom/contract';
import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { apiClient } from './api.ts';
import { createTestApp, type TestApp } from './app.ts';
import { newReader } from './browser.ts';

/** The samples of docs/integrate, run against the real server as a reader would. */
const PAGES = join(import.meta.dirname, '../../../docs/integrate');
const hasRequests = spawnSync('python3', ['-c', 'import requests']).status === 0;
const hasPython = spawnSync('python3', ['--version']).status === 0;

let server: TestApp;
let folder: string;
let env: NodeJS.ProcessEnv;
let authorization: string;

beforeAll(async () => {
  server = await createTestApp();
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'readroom-guide-'));
  const key = await server.newKey({ studyWebhookUrl: 'https://ris.hospital.example/readroom' });
  authorization = key.authorization;
  const URL = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  env = { ...process.env, KEY: key.key, URL };
  return async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
});

async function blocks(page: string, language: string): Promise<string[]> {
  const text = await readFile(join(PAGES, page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');
}

/** What the guide sends: two images of one study. */
async function writeImages(studyInstanceUid: string): Promise<void> {
  await rm(join(folder, 'images'), { recursive: true, force: true });
  await mkdir(join(folder, 'images'));
  for (const number of [1, 2]) {
    const image = buildDicom(
      imageDataSet({
        '0020000D': ['UI', studyInstanceUid],
        '0020000E': ['UI', `${studyInstanceUid}.1`],
        '00080018': ['UI', `${studyInstanceUid}.1.${number}`],
      }),
    );
    await writeFile(join(folder, 'images', `${number}.dcm`), image);
  }
}

test('the guide in the shell: from the order to the report, by curl', async () => {
  await writeImages('1.2.826.0.1.3680043.8.498.1');
  const { userId } = await server.newUser();
  const calls = (await blocks('README.md', 'sh')).filter((block) => /^curl /m.test(block));
  expect(calls).toHaveLength(6);
  // curl says with its status what the server answered.
  const script = ['curl() { command curl --silent --show-error --fail-with-body "$@"; echo; }', ...calls]
    .join('\n')
    .replace('usr_...', userId);
  const { stdout } = await promisify(execFile)('sh', ['-ec', script], { cwd: folder, env });
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers).toMatchObject([
    { studyInstanceUid: '1.2.826.0.1.3680043.8.498.1', severity: 'stat' },
    { '00081199': { Value: [{}, {}] } },
    { email: 'ada.byron@hospital.example', canCreateReports: true },
    { users: [{ email: 'ada.byron@hospital.example' }] },
    { url: expect.stringContaining('/open#') },
    { url: expect.stringContaining('/open#') },
    { reports: [] },
    { reports: [] },
  ]);
});

test.runIf(hasRequests)('the guide in Python', async () => {
  await server.newUser();
  await writeImages('1.2.826.0.1.3680043.8.498.3');
  await writeFile(join(folder, 'guide.py'), (await blocks('README.md', 'python')).join('\n'));
  const { stdout } = await promisify(execFile)('python3', ['guide.py'], { cwd: folder, env });
  expect(stdout).toContain('2 stored');
  expect(stdout).toContain('/open#');
  const made = await apiClient(server.app, authorization).get('/autoScribe/studies/by-uid/1.2.826.0.1.3680043.8.498.3');
  expect(made.body).toMatchObject({ studyReportStatus: 'assigned' });
});

describe('the receivers take every webhook', () => {
  const languages = [
    { language: 'ts', file: 'receiver.ts', verify: 'verify.ts', command: process.execPath, runs: true },
    { language: 'python', file: 'receiver.py', verify: 'verify.py', command: 'python3', runs: hasPython },
  ];
  test.each(languages.filter(({ runs }) => runs))('in $language', async ({ language, file, verify, command }) => {
    await writeFile(join(folder, verify), (await blocks('webhooks.md', language))[0] ?? '');
    await writeFile(join(folder, file), (await blocks('receiver.md', language))[0] ?? '');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const urls = Object.fromEntries(Object.values(WEBHOOK_URL_FIELDS).map((field) => [field, url]));
    const admin = await newReader(server, { level: 'admin', canCreateReports: false, clinicRole: 'IT Administrator' });
    const { apiKey, secret } = (await admin.post('/admin/keys', { description: language, scope: 'self', ...urls })).body;
    const receiver = spawn(command, [file], { cwd: folder, env: { ...process.env, PORT: String(port), SECRET: secret }, stdio: 'ignore' });
    try {
      await vi.waitFor(async () => expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401), {
        timeout: 15_000,
        interval: 50,
      });
      const tests = CATALOGUED_TYPES.map(async (type: CataloguedType) => {
        const { body } = await admin.post(`/admin/keys/${apiKey.apiKeyId}/test-event`, { type });
        return [type, body.status, WEBHOOKS[type].target];
      });
      for (const [, status] of await Promise.all(tests)) expect(status).toBe('delivered');
    } finally {
      receiver.kill();
    }
  });
});

test.each(['patient-study', 'secondary-capture', 'modality-worklist'])('the JSON of %s.md is what the contract says', async (page) => {
  const [asked, answered] = (await blocks(`${page}.md`, 'json')).map((block) => JSON.parse(block));
  const { data, answer } = Object.entries(WEBHOOKS).find(([type]) => type.startsWith(page.replace('-', '_')))![1];
  expect(data.parse(asked)).toEqual(asked);
  expect(answer.parse(answered)).toEqual(answered);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
