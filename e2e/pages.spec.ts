import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { cell, drawn } from './canvas.ts';
import { BRAIN, store } from './images.ts';
import { order } from './orders.ts';
import { expectAccessible, expectFits, expectQuiet, type Watch, watch } from './page-audit.ts';
import { dictate, row, saved, sign } from './reading-room.ts';
import { type Server, startServer } from './server.ts';
import { browserOf, closeAll } from './sessions.ts';

const READER = 'rhea@hospital.example';
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
/** The browser's own note that a link was refused, which is what the page is about. */
const REFUSED = [/status of 401.*\/api\/session\/open/];
let server: Server;

test.beforeAll(async () => {
  server = await startServer({ READROOM_BOOTSTRAP_OWNER: '' });
});
test.afterEach(({ browser }) => closeAll(browser));
test.afterAll(() => server.stop());

type Theme = 'dark' | 'light';
async function inTheme(context: BrowserContext, theme: Theme): Promise<Page> {
  await context.addInitScript((chosen) => {
    // Also runs in the blank page that axe works in.
    if (location.protocol === 'http:') localStorage.setItem('readroom.theme', chosen);
  }, theme);
  const page = await context.newPage();
  await page.setViewportSize(WIDE);
  return page;
}

/** Looks at the page as it is on a desk and on a telephone. */
async function audit(page: Page, name: string): Promise<void> {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(size.width);
    await expectAccessible(page, `${name} at ${size.width} px`);
    await expectFits(page, `${name} at ${size.width} px`);
  }
}

test('the set-up of an empty installation and its empty worklist', async ({ browser }) => {
  const context = await browser.newContext();
  const seen = watch(context, server.url);
  const page = await inTheme(context, 'dark');
  await page.goto(/\S+\/open#\S+/.exec(server.firstScreen())?.[0] ?? '');
  await expect(page.getByRole('heading', { name: 'Set up your reading room' })).toBeVisible();
  await audit(page, 'first owner');
  await page.getByRole('button', { name: 'Create the clinic' }).click();
  await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
  await audit(page, 'first owner with errors');
  for (const [field, value] of Object.entries({
    'Clinic name': 'St. Anne',
    'First name': 'Olga',
    'Last name': 'Owner',
    Email: 'olga@anne.example',
    Password: 'long enough for anybody',
  }))
    await page.getByRole('textbox', { name: field }).fill(value);
  await page.getByRole('button', { name: 'Create the clinic' }).click();
  await expect(page.getByText('Nothing waits to be read')).toBeVisible();
  await audit(page, 'empty worklist');
  await expectQuiet(seen);
});

test.describe('with studies', () => {
  let studies: { report: string; signed: string };

  test.beforeAll(async ({ browser }) => {
    await Promise.all([server.createReader(READER, 'Solis'), store(server, BRAIN.files)]);
    const brain = {
      studyInstanceUid: BRAIN.studyInstanceUid,
      modality: 'MR',
      studyDescription: 'MR BRAIN WITHOUT CONTRAST',
      mrn: BRAIN.mrn,
    };
    studies = {
      report: await order(server, {
        patientName: 'Edith Marlowe',
        ...brain,
        severity: 'stat',
        sex: 'female',
        age: '68 years',
        clinicalIndication: 'Memory loss.',
      }),
      signed: await order(server, {
        patientName: 'Bartholomew Featherstonehaugh-Cholmondeley',
        severity: 'high',
        mrn: '000123456789-LONG',
      }),
    };
    await order(server, {
      patientName: 'Wu Li',
      studyDescription: 'CT ABDOMEN AND PELVIS WITH AND WITHOUT INTRAVENOUS CONTRAST, THREE PHASES, LIVER PROTOCOL',
    });
    const page = await (await browserOf(browser, server, READER)).newPage();
    await page.goto(`${server.url}/study/${studies.signed}`);
    await dictate(page, 'There is a large left tension pneumothorax period Impression colon left tension pneumothorax period');
    await saved(page);
    await sign(page, true);
    await page.context().close();
  });

  async function signedIn(browser: Browser, theme: Theme): Promise<{ page: Page; seen: Watch }> {
    const context = await browserOf(browser, server, READER);
    const seen = watch(context, server.url);
    return { page: await inTheme(context, theme), seen };
  }

  for (const theme of ['dark', 'light'] as const) {
    test(`signed out, ${theme}`, async ({ browser }) => {
      const context = await browser.newContext();
      const seen = watch(context, server.url);
      const page = await inTheme(context, theme);
      await page.goto(`${server.url}/sign-in`);
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await audit(page, 'sign-in');
      await page.goto(`${server.url}/open#${'A'.repeat(43)}`);
      await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
      await audit(page, 'expired link');
      await page.goto(`${server.url}/no/such/page`);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await audit(page, 'not found');
      await expectQuiet(seen, REFUSED);
    });

    test(`worklist, ${theme}`, async ({ browser }) => {
      const { page, seen } = await signedIn(browser, theme);
      await page.goto(`${server.url}/?status=all`);
      await expect(page.getByText('Edith Marlowe')).toBeVisible();
      await expect(page.getByText('Live', { exact: true })).toBeVisible();
      await audit(page, 'worklist');
      await page.keyboard.press('j');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
      await audit(page, 'shortcuts');
      await page.keyboard.press('Escape');
      await row(page, 'Edith Marlowe').getByRole('button', { name: 'Actions for Edith Marlowe' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'row menu');
      await page.keyboard.press('Escape');
      await page.goto(`${server.url}/?severity=normal&modality=US`);
      await expect(page.getByText('No study matches')).toBeVisible();
      await audit(page, 'worklist without a match');
      await expectQuiet(seen);
    });

    test(`reading room, ${theme}`, async ({ browser }) => {
      const { page, seen } = await signedIn(browser, theme);
      await page.goto(`${server.url}/study/${studies.report}`);
      await drawn(cell(page));
      await expect(page.getByTestId('section-findings')).toBeVisible();
      await saved(page);
      await audit(page, 'reading room');
      await page.setViewportSize(NARROW);
      await page.getByRole('tab', { name: 'Report' }).click();
      await expect(page.getByTestId('sign-button')).toBeVisible();
      await expectAccessible(page, 'report on a telephone');
      await expectFits(page, 'report on a telephone');
      await page.setViewportSize(WIDE);
      await page.getByTestId('sign-button').click();
      await expect(page.getByTestId('sign-dialog')).toBeVisible();
      await audit(page, 'sign dialog');
      await page.goto(`${server.url}/study/${studies.signed}`);
      await expect(page.getByTestId('pdf-link')).toHaveAttribute('data-ready', 'true', { timeout: 60_000 });
      await audit(page, 'signed report');
      await expectQuiet(seen);
    });

    test(`viewer only, ${theme}`, async ({ browser }) => {
      const context = await browser.newContext();
      const seen = watch(context, server.url);
      const page = await inTheme(context, theme);
      const { url } = await server.api<{ url: string }>('POST', '/v1/autoScribe/studies/viewer-only-reroute-url', {
        studyId: studies.report,
      });
      await page.goto(url);
      await drawn(cell(page));
      await audit(page, 'viewer only');
      await expectQuiet(seen);
    });
  }

  test('the documentation of the API needs nobody but the server', async ({ browser }) => {
    const context = await browser.newContext({ viewport: WIDE });
    const seen = watch(context, server.url);
    const page = await context.newPage();
    await page.goto(`${server.url}/docs`);
    await expect(page.getByText('/v1/autoScribe/studies').first()).toBeVisible({ timeout: 60_000 });
    await page.evaluate(() => document.fonts.ready);
    await expectQuiet(seen);
  });
});
