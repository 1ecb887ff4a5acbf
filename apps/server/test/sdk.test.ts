import { readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test, vi } from 'vitest';
import { NotFoundError, Readroom, UnprocessableEntityError } from '../../../packages/sdk/src/index.ts';
import { newUid } from './api.ts';
import { createTestApp, type TestApp } from './app.ts';

/** The TypeScript client against the real server, over HTTP. */

const SDK = new URL('../../../packages/sdk/', import.meta.url);
let server: TestApp;
let baseURL: string;
let apiKey: string;
let readroom: Readroom;

beforeAll(async () => {
  server = await createTestApp();
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  baseURL = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  apiKey = (await server.newKey()).key;
  readroom = new Readroom({ apiKey, baseURL });
  return () => server.close();
});

test('a study from order to cancellation, and a list through its pages', async () => {
  const uids = [newUid(), newUid(), newUid()];
  for (const studyInstanceUid of uids) {
    await readroom.autoScribe.studies.create({
      studyInstanceUid,
      studyDescription: 'CT HEAD',
      severity: 'stat',
      reportMetadata: { mrn: 'A-1' },
    });
  }
  const listed: string[] = [];
  for await (const study of readroom.autoScribe.studies.list({ severity: 'stat', limit: 2 })) listed.push(study.studyInstanceUid);
  expect(listed).toEqual(uids.toReversed());
  const study = await readroom.autoScribe.studies.retrieveByUid(uids[0]!);
  const changed = await readroom.autoScribe.studies.update(study.studyId, { severity: 'high', reportMetadata: { mrn: null } });
  expect(changed).toMatchObject({ severity: 'high', reportMetadata: {} });
  expect(await readroom.autoScribe.studies.cancel({ studyId: study.studyId })).toEqual({ success: true });
  const missing = await readroom.autoScribe.studies.retrieve(`stu_${'0'.repeat(32)}`).catch((error: unknown) => error);
  expect(missing).toBeInstanceOf(NotFoundError);
  expect((missing as NotFoundError).requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('customers under both names, and a viewer without study', async () => {
  const { expressCustomerId } = await readroom.express.create({ expressCustomerName: 'North' });
  const orgId = expressCustomerId.replace('cus_', 'org_');
  expect(await readroom.orgs.retrieve(orgId)).toMatchObject({ orgId, orgName: 'North' });
  expect(await readroom.orgs.update(orgId, { orgName: 'North Trust' })).toMatchObject({ orgName: 'North Trust' });
  expect((await readroom.orgs.list()).items).toMatchObject([{ orgId }]);
  expect(await readroom.orgs.deactivate(orgId)).toMatchObject({ isActive: false });
  const asked = new Readroom({ apiKey: (await server.newKey({ studyWebhookUrl: 'https://pacs.example.org/hook' })).key, baseURL });
  for (const product of [asked.autoScribe, asked.viewer]) {
    expect((await product.ephemeralSessions.create({ retrievalId: 'archive-4711', options: { site: 'north' } })).url).toContain('/open#');
  }
  const refused = await readroom.viewer.ephemeralSessions.create({ retrievalId: 'archive-4711' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UnprocessableEntityError);
});

test("the README's examples run as they stand", async () => {
  const readme = await readFile(new URL('README.md', SDK), 'utf8');
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  expect(blocks.length).toBeGreaterThan(3);
  const code = blocks
    .join('\n')
    .replaceAll("'@readroom/sdk'", JSON.stringify(new URL('src/index.ts', SDK).href))
    .replace("{ apiKey: 'sk_live_...', baseURL: 'https://readroom.hospital.example' }", '');
  const file = new URL('.readme-examples.mts', import.meta.url);
  await writeFile(file, code);
  vi.stubEnv('READROOM_API_KEY', apiKey);
  vi.stubEnv('READROOM_BASE_URL', baseURL);
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    await import(/* @vite-ignore */ file.href);
    expect(said.mock.calls.flat().join(' ')).toContain('not_found');
  } finally {
    said.mockRestore();
    vi.unstubAllEnvs();
    await rm(file);
  }
});
