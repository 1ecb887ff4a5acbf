import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type * as Sdk from '../packages/sdk/src/index.ts';
import { newUid } from './orders.ts';
import { type Server, startServer } from './server.ts';

const ENTRY = join(import.meta.dirname, '../packages/sdk/src/index.ts');
let server: Server;

test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

/** The client as a web page would load it: one file. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: true, lib: { entry: ENTRY, formats: ['es'] } },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('the client was not built');
  return output.output[0].code;
}

test('the client works in a browser: orders, lists, errors and webhooks', async ({ page }) => {
  const code = await bundle();
  await page.route('**/sdk-under-test.js', (route) => route.fulfill({ contentType: 'text/javascript', body: code }));
  await page.goto(`${server.url}/sign-in`);
  const uids = [newUid(), newUid(), newUid()];
  const seen = await page.evaluate(
    async ({ apiKey, baseURL, uids: wanted }) => {
      const { NotFoundError, Readroom, unwrap }: typeof Sdk = await import(new URL('/sdk-under-test.js', baseURL).href);
      const readroom = new Readroom({ apiKey, baseURL });
      for (const studyInstanceUid of wanted) {
        await readroom.autoScribe.studies.create({ studyInstanceUid, studyDescription: 'CT HEAD', severity: 'stat', reportMetadata: {} });
      }
      const listed: string[] = [];
      for await (const study of readroom.autoScribe.studies.list({ limit: 2 })) listed.push(study.studyInstanceUid);
      const missing = await readroom.autoScribe.studies.retrieve(`stu_${'0'.repeat(32)}`).catch((error: unknown) => error);
      let isForgeryRefused = false;
      try {
        unwrap('{}', { 'webhook-id': 'whe_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AA==' }, `whsec_${btoa('secret')}`);
      } catch {
        isForgeryRefused = true;
      }
      return { listed, missing: missing instanceof NotFoundError && missing.code, isForgeryRefused };
    },
    { apiKey: server.key, baseURL: server.url, uids },
  );
  expect(seen).toEqual({ listed: uids.toReversed(), missing: 'not_found', isForgeryRefused: true });
});
