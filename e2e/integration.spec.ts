import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type * as Sdk from '../packages/sdk/src/index.ts';
import { cell, drawn } from './canvas.ts';
import { startCaptureArchive } from './capture-archive.ts';
import { BRAIN, store } from './images.ts';
import { newUid } from './orders.ts';
import { expectAccessible, expectFits, expectQuiet, watch } from './page-audit.ts';
import { OWNER, type Server, startServer } from './server.ts';
import { browserOf } from './sessions.ts';

const ENTRY = join(import.meta.dirname, '../packages/sdk/src/index.ts');
const READER = 'rhea@hospital.example';
let server: Server;

test.beforeAll(async () => {
  server = await startServer();
  await server.createReader(READER, 'Solis');
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

test('what the viewer shows is captured, and uploaded to where the archive says', async ({ browser }) => {
  const archive = await startCaptureArchive();
  const { key } = await server.command<{ key: string }>([
    ...['key', 'create', '--description', 'PACS', '--scope', 'self', '--webhook-secondary-capture', archive.url],
  ]);
  await server.apiWith(key)('POST', '/v1/autoScribe/studies', {
    studyInstanceUid: BRAIN.studyInstanceUid,
    studyDescription: 'MR BRAIN',
    severity: 'normal',
    reportMetadata: { mrn: BRAIN.mrn },
  });
  await store(server, BRAIN.files.slice(0, 3));
  const { studies } = await server.api<{ studies: { studyId: string }[] }>('GET', '/v1/autoScribe/studies?limit=1');
  const page = await (await browserOf(browser, server, READER)).newPage();
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/study/${studies[0]?.studyId}`);
  await drawn(cell(page));
  await page.getByRole('toolbar', { name: 'Viewer tools' }).getByRole('button', { name: 'Capture' }).click();
  await expect(page.getByText(/^It is in the series “Captures” of this study, and is sent/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Captures/ })).toBeVisible();
  await expect.poll(() => archive.uploads.length).toBe(1);
  expect(archive.uploads[0]?.toString('latin1', 128, 132)).toBe('DICM');
  await expectQuiet(seen);
  await page.context().close();
  await archive.close();
});

test('whoever connects a scanner sees what it would get', async ({ page }) => {
  const archive = await startCaptureArchive();
  await page.request.post(`${server.url}/api/session`, { data: OWNER });
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/admin/modality-worklist`);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('No program to ask')).toBeVisible();
  await server.command(['key', 'create', '--description', 'RIS', '--scope', 'self', '--webhook-modality-worklist', archive.url]);
  await page.getByLabel('Calling AE title').fill('');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText(/^Expected an AE title/)).toBeVisible();
  await page.getByLabel('Calling AE title').fill('CT_ROOM_1');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByRole('row', { name: /10:30 CT DOE, JANE/ })).toBeVisible();
  await expect(page.getByText('items[1] was left out', { exact: false })).toBeVisible();
  for (const { theme, width } of [
    { theme: 'dark', width: 1440 },
    { theme: 'light', width: 390 },
  ]) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset.theme = chosen;
    }, theme);
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page, `modality worklist, ${theme}, at ${width} px`);
    await expectFits(page, `modality worklist, ${theme}, at ${width} px`);
  }
  await expectQuiet(seen);
  await archive.close();
});
