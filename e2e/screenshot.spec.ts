import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { cell, drawn } from './canvas.ts';
import { dictate, row, saved } from './reading-room.ts';
import { type Server, startServer } from './server.ts';

/** Pictures for the README: drawn every time, written where READROOM_SCREENSHOTS=1. */
const IMAGES = join(import.meta.dirname, '../docs/images');
let server: Server;

test.beforeAll(async () => {
  server = await startServer({ READROOM_DEMO: '1', READROOM_BOOTSTRAP_OWNER: '', READROOM_BOOTSTRAP_KEY: '' });
});
test.afterAll(() => server.stop());

async function picture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled' });
  if (process.env.READROOM_SCREENSHOTS === '1') await writeFile(join(IMAGES, name), png);
  expect(png.length).toBeLessThan(400_000);
}

test('the link of the first screen signs in to the demo once; its worklist and a brain with dictated findings look as the README shows', async ({
  page,
  browser,
}) => {
  const link = /Sign in \(works once\)\s+(\S+)/.exec(server.firstScreen())?.[1] ?? '';
  await page.goto(link);
  await expect(row(page, 'Edith Marlowe')).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await page.keyboard.press('j');
  await picture(page, 'worklist.png');

  await row(page, 'Edith Marlowe').getByRole('link').click();
  await drawn(cell(page));
  await cell(page).focus();
  for (let step = 0; step < 11; step += 1) await page.keyboard.press('ArrowDown');
  await expect(cell(page)).toHaveAttribute('data-image-index', '11');
  await page.keyboard.press('-');
  await expect(page.getByTestId('loading-bar')).toHaveCount(0, { timeout: 60_000 });
  await dictate(
    page,
    'There are prominent perivascular spaces in the basal ganglia measuring up to two by three millimeters period No midline shift period Impression colon no acute intracranial abnormality period prominent perivascular spaces period',
  );
  await expect(page.getByTestId('section-findings')).toContainText('2 x 3 mm');
  await saved(page);
  await page.getByTestId('section-findings').scrollIntoViewIfNeeded();
  await picture(page, 'reading-room.png');

  const finder = await (await browser.newContext()).newPage();
  await finder.goto(link);
  await expect(finder.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
});
