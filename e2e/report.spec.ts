import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type Order, order } from './orders.ts';
import { pdfText } from './pdf.ts';
import { dictate, row, saved, sign, write } from './reading-room.ts';
import { type Server, startServer } from './server.ts';
import { browserOf, closeAll } from './sessions.ts';

const RHEA = 'rhea@hospital.example';
const OMAR = 'omar@hospital.example';
let server: Server;

test.beforeAll(async () => {
  server = await startServer();
  await server.createReader(RHEA, 'Solis');
  await server.createReader(OMAR, 'Haddad', { managesStudies: true });
});
test.afterEach(({ browser }) => closeAll(browser));
test.afterAll(() => server.stop());

let patients = 0;
/** A new study, its report open in a browser of Rhea's. */
async function openNewReport(
  browser: Browser,
  fields: Partial<Order> = {},
): Promise<{ page: Page; context: BrowserContext; studyId: string; patientName: string }> {
  patients += 1;
  const patientName = `Patient Number${patients}`;
  const studyId = await order(server, { patientName, ...fields });
  const context = await browserOf(browser, server, RHEA);
  return { page: await openReport(context, studyId), context, studyId, patientName };
}

async function openReport(context: BrowserContext, studyId: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/study/${studyId}`);
  await expect(page.getByRole('textbox', { name: 'Report' })).toBeVisible();
  return page;
}

const findings = (page: Page) => page.getByTestId('section-findings');
const impression = (page: Page) => page.getByTestId('section-impression');
const box = (page: Page) => page.getByTestId('dictation-box');
const toSolve = (page: Page) => page.getByRole('region', { name: 'Before signing' });

async function openSignDialog(page: Page) {
  await page.getByTestId('sign-button').click();
  const dialog = page.getByTestId('sign-dialog');
  await expect(dialog).toBeVisible();
  return dialog;
}

test.describe('no word is lost', () => {
  test('when the page is reloaded at any moment', async ({ browser }) => {
    const { page } = await openNewReport(browser);
    await write(page, 'impression', 'Stable appearance since the last exam.');
    await box(page).fill('words that are not in the report yet');
    await page.reload();
    await expect(impression(page)).toContainText('Stable appearance since the last exam.');
    await expect(box(page)).toHaveValue('words that are not in the report yet');
    await saved(page);
  });

  test('when the server dies while they are typed', async ({ browser }) => {
    const { page } = await openNewReport(browser);
    await write(page, 'impression', 'Before the power cut.');
    await saved(page);
    const restarted = server.restart();
    await page.keyboard.type(' Typed while the server was dead.');
    await expect(page.getByTestId('save-status')).toHaveAttribute('data-state', /saving|offline/);
    await restarted;
    await page.keyboard.type(' And after.');
    await saved(page);
    await page.reload();
    await expect(impression(page)).toContainText('Before the power cut. Typed while the server was dead. And after.');
  });

  test('when the network is gone, and even when the window is closed meanwhile', async ({ browser }) => {
    const { page, context, studyId } = await openNewReport(browser);
    await write(page, 'impression', 'Written on line.');
    await saved(page);
    await context.setOffline(true);
    await page.keyboard.type(' Written in a tunnel.');
    await expect(page.getByTestId('save-status')).toContainText('kept on this computer');
    await context.setOffline(false);
    await saved(page);

    await context.setOffline(true);
    await page.keyboard.type(' Closed in a tunnel.');
    await expect(page.getByTestId('save-status')).toHaveAttribute('data-state', 'offline');
    await page.close();
    await context.setOffline(false);
    const again = await openReport(context, studyId);
    await expect(impression(again)).toContainText('Written on line. Written in a tunnel. Closed in a tunnel.');
    await saved(again);
  });

  test('when two windows of one browser show the report: the one follows the other', async ({ browser }) => {
    const { page, context, studyId } = await openNewReport(browser);
    const second = await openReport(context, studyId);
    await write(page, 'impression', 'From the first window.');
    await expect(impression(second)).toContainText('From the first window.');
    await write(second, 'impression', ' From the second.');
    await expect(impression(page)).toContainText('From the first window. From the second.');
    await Promise.all([saved(page), saved(second)]);
    await page.reload();
    await expect(impression(page)).toContainText('From the first window. From the second.');
  });

  for (const choice of ['Keep mine', 'Take the saved version'] as const) {
    test(`when two computers write at once and the one says “${choice}”`, async ({ browser }) => {
      const { page, context, studyId } = await openNewReport(browser);
      const elsewhere = await openReport(await browserOf(browser, server, RHEA), studyId);
      await context.setOffline(true);
      await write(page, 'impression', 'Words of this computer.');
      await write(elsewhere, 'impression', 'Words of the other computer.');
      await saved(elsewhere);
      await context.setOffline(false);

      const dialog = page.getByTestId('conflict-dialog');
      await expect(dialog).toContainText('Words of this computer.');
      await expect(dialog).toContainText('Words of the other computer.');
      await dialog.getByRole('button', { name: choice }).click();
      await expect(dialog).toHaveCount(0);
      await saved(page);
      const [winner, loser] =
        choice === 'Keep mine'
          ? ['Words of this computer.', 'Words of the other computer.']
          : ['Words of the other computer.', 'Words of this computer.'];
      await expect(impression(page)).toContainText(winner);
      await expect(impression(page)).not.toContainText(loser);
      if (choice === 'Take the saved version') {
        await page.getByRole('button', { name: 'View' }).click();
        await expect(page.getByRole('dialog', { name: 'Versions put aside' })).toContainText(loser);
      } else {
        // The other computer is not overwritten behind its back: what it goes on writing is a conflict there.
        await write(elsewhere, 'impression', ' And more.');
        await expect(elsewhere.getByTestId('conflict-dialog')).toContainText('Words of the other computer. And more.');
        await expect(elsewhere.getByTestId('conflict-dialog')).toContainText(winner);
      }
      await page.reload();
      await expect(impression(page)).toContainText(winner);
    });
  }
});

test.describe('before signing', () => {
  test('a field that is not filled and an empty impression stop the signature', async ({ browser }) => {
    const { page } = await openNewReport(browser);
    await write(page, 'findings', ' There is a nodule of [size] mm.');
    await expect(toSolve(page)).toContainText('The field [size] is not filled.');
    await expect(toSolve(page)).toContainText('The impression is empty.');
    const dialog = await openSignDialog(page);
    await expect(dialog).toContainText('Must be solved first');
    await dialog.getByTestId('critical-no').check();
    await dialog.getByTestId('accept-pending').check();
    await expect(page.getByTestId('confirm-sign')).toBeDisabled();
    await dialog.getByRole('button', { name: 'Back' }).click();

    // Tab goes to the field.
    await findings(page).locator('p').last().click();
    await page.keyboard.press('Tab');
    await page.keyboard.type('4');
    await expect(findings(page)).toContainText('a nodule of 4 mm.');
    await write(page, 'impression', 'Small nodule.');
    await expect(toSolve(page)).toHaveCount(0);
    await sign(page, false);
    await expect(page.getByTestId('signed-section-findings')).toContainText('a nodule of 4 mm.');
  });

  test('a side that the order does not name needs a reason', async ({ browser }) => {
    const { page } = await openNewReport(browser, { studyDescription: 'CT KNEE LEFT WITHOUT CONTRAST', procedure: 'CT left knee' });
    await dictate(page, 'There is a fracture of the right knee period Impression colon right knee fracture period');
    await expect(toSolve(page)).toContainText('names the right; the order is for the left');
    const dialog = await openSignDialog(page);
    await dialog.getByTestId('critical-no').check();
    if (await dialog.getByTestId('accept-pending').count()) await dialog.getByTestId('accept-pending').check();
    await expect(page.getByTestId('confirm-sign')).toBeDisabled();
    for (const reason of await dialog.getByPlaceholder('Reason').all())
      await reason.fill('The order names the wrong knee; confirmed by telephone.');
    await page.getByTestId('confirm-sign').click();
    await expect(page.getByTestId('signed-report')).toContainText('right knee');
  });

  test('anatomy of the other sex is pointed out with the exact word', async ({ browser }) => {
    const { page } = await openNewReport(browser, { studyDescription: 'CT ABDOMEN AND PELVIS', sex: 'male' });
    await dictate(page, 'The uterus is unremarkable period');
    await expect(toSolve(page)).toContainText('"uterus" in the report of a male patient.');
    await toSolve(page)
      .getByRole('button', { name: /uterus/ })
      .click();
    await expect.poll(() => page.evaluate(() => window.getSelection()?.toString())).toBe('uterus');
  });

  test('text that nobody dictated is marked until it is accepted or removed', async ({ browser }) => {
    const { page } = await openNewReport(browser);
    const pending = findings(page).locator('[data-pending]');
    const before = await pending.count();
    expect(before).toBeGreaterThan(2);
    const first = (await pending.first().textContent()) ?? '';
    await pending.first().click();
    await page.getByTestId('pending-toolbar').getByRole('button', { name: 'Accept' }).click();
    await expect(findings(page)).toContainText(first.trim());
    await expect(findings(page).locator('[data-pending]', { hasText: first.trim() })).toHaveCount(0);

    const second = (await pending.first().textContent()) ?? '';
    await pending.first().click();
    await page.getByTestId('pending-toolbar').getByRole('button', { name: 'Remove' }).click();
    await expect(findings(page)).not.toContainText(second.trim());

    await page.getByRole('button', { name: 'Accept all' }).click();
    await expect(page.locator('.report-section [data-pending]')).toHaveCount(0);
    await expect(page.getByText('All text is dictated, typed or accepted.')).toBeVisible();
  });

  test('the critical question has to be answered', async ({ browser }) => {
    const { page } = await openNewReport(browser);
    await dictate(
      page,
      'There is a large tension pneumothorax on the left period Impression colon tension pneumothorax on the left period',
    );
    const dialog = await openSignDialog(page);
    await expect(dialog).toContainText('usually told to somebody at once');
    await dialog.getByTestId('accept-pending').check();
    await expect(page.getByTestId('confirm-sign')).toBeDisabled();
    await dialog.getByTestId('critical-yes').check();
    await page.getByTestId('confirm-sign').click();
    await expect(page.getByTestId('critical-banner')).toBeVisible();
  });
});

test.describe('writing', () => {
  test('another template keeps every word of the radiologist', async ({ browser }) => {
    const { page } = await openNewReport(browser);
    await dictate(page, 'There is a four millimeter nodule in the right upper lobe period');
    await write(page, 'impression', 'Typed by hand.');
    await page.getByRole('combobox', { name: 'Template' }).selectOption({ label: 'Generic' });
    await expect(findings(page)).toContainText('4 mm nodule in the right upper lobe');
    await expect(impression(page)).toContainText('Typed by hand.');
    await expect(page.getByText('The lungs are clear.')).toHaveCount(0);
    await saved(page);
    await page.reload();
    await expect(page.getByRole('combobox', { name: 'Template' })).toHaveValue('generic');
    await expect(findings(page)).toContainText('4 mm nodule in the right upper lobe');
  });

  test('undo after “Put into report” gives the spoken words back', async ({ browser }) => {
    const { page } = await openNewReport(browser);
    const spoken = 'There is a four millimeter nodule in the right upper lobe period';
    await box(page).fill(spoken);
    await page.keyboard.press('Control+Enter');
    await expect(findings(page)).toContainText('4 mm nodule');
    await expect(box(page)).toHaveValue('');
    await box(page).focus();
    await page.keyboard.press('Control+z');
    await expect(box(page)).toHaveValue(spoken);
    await expect(findings(page)).not.toContainText('4 mm nodule');
    await page.keyboard.press('Control+Enter');
    await expect(findings(page)).toContainText('4 mm nodule');
  });

  test('the report pops out into its own window, is written there, and comes back', async ({ browser }) => {
    const { page, context } = await openNewReport(browser);
    await write(page, 'impression', 'Begun beside the images.');
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Open the report in its own window' }).click();
    const popup = await opening;
    await expect(page.getByText('The report is in its own window.')).toBeVisible();
    await expect(page.getByTestId('report-pane')).toHaveCount(0);
    await expect(impression(popup)).toContainText('Begun beside the images.');
    await write(popup, 'impression', ' Continued on the second monitor.');
    await saved(popup);
    const closed = popup.waitForEvent('close');
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await closed;
    await expect(impression(page)).toContainText('Begun beside the images. Continued on the second monitor.');
    await write(page, 'impression', ' And finished here.');
    await saved(page);
    await page.reload();
    await expect(impression(page)).toContainText('Continued on the second monitor. And finished here.');
  });

  test('another radiologist may look, not write', async ({ browser }) => {
    const { page, studyId } = await openNewReport(browser);
    await write(page, 'impression', 'Work in progress.');
    await saved(page);
    const other = await (await browserOf(browser, server, OMAR)).newPage();
    await other.goto(`${server.url}/study/${studyId}`);
    await expect(other.getByTestId('report-pane')).toContainText('Rhea Solis is writing this report.');
    await expect(other.getByTestId('report-pane')).toContainText('Work in progress.');
    await expect(other.locator('[contenteditable=true]')).toHaveCount(0);
    await expect(other.getByTestId('sign-button')).toHaveCount(0);
  });
});

test('signed: the row leaves the queue, the words are fixed, the PDF opens, an addendum can be given up', async ({ browser }) => {
  const { page, context, studyId, patientName } = await openNewReport(browser);
  const queue = await context.newPage();
  await queue.goto(`${server.url}/`);
  await expect(row(queue, patientName)).toContainText('In progress');

  await write(page, 'impression', 'No acute cardiopulmonary abnormality.');
  await saved(page);
  await sign(page, false);
  await expect(row(queue, patientName)).toHaveCount(0);
  await queue.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Signed' });
  await expect(row(queue, patientName)).toContainText('Signed');

  await expect(page.locator('[contenteditable=true]')).toHaveCount(0);
  await expect(page.getByTestId('dictation-box')).toHaveCount(0);
  const [report] = (
    await server.api<{ reports: { reportId: string; reportPlainText: string }[] }>('GET', `/v1/autoScribe/reports?studyId=${studyId}`)
  ).reports;
  const change = await page.request.put(`${server.url}/api/reports/${report?.reportId}/draft`, {
    data: { baseRevision: 1, document: { templateId: 'generic', sections: [] }, dictation: 'smuggled' },
  });
  expect(change.status()).toBeGreaterThanOrEqual(400);

  const link = page.getByTestId('pdf-link');
  await expect(link).toHaveAttribute('data-ready', 'true', { timeout: 60_000 });
  await expect(link).toHaveAttribute('target', '_blank');
  const pdf = await page.request.get(`${server.url}${await link.getAttribute('href')}`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect(pdf.headers()['content-disposition'] ?? 'inline').toContain('inline');
  const words = await pdfText(new Uint8Array(await pdf.body()));
  expect(words).toContain('No acute cardiopulmonary abnormality.');
  expect(words).toContain(patientName);
  const opening = context.waitForEvent('page');
  await link.click();
  expect((await opening).url()).not.toContain('sign-in');

  await page.getByTestId('add-addendum').click();
  await dictate(page, 'This was begun by mistake period');
  await saved(page);
  await page.getByTestId('cancel-addendum').click();
  await page.getByTestId('confirm-cancel-addendum').click();
  await expect(page.getByTestId('signed-report')).toContainText('No acute cardiopulmonary abnormality.');
  await expect(page.getByTestId('signed-report')).not.toContainText('begun by mistake');
  await expect(page.getByTestId('add-addendum')).toBeVisible();
  await expect(page.getByTestId('signed-addendum')).toHaveCount(0);
});

test('while an addendum is written, everybody else reads the signed report: beside the images, in its own window and on a telephone', async ({
  browser,
}) => {
  const { page, studyId } = await openNewReport(browser);
  await write(page, 'impression', 'No acute cardiopulmonary abnormality.');
  await saved(page);
  await sign(page, false);
  await page.getByTestId('add-addendum').click();
  await dictate(page, 'The earlier addendum stands period');
  await saved(page);
  await sign(page, false);
  await expect(page.getByTestId('signed-addendum')).toContainText('earlier addendum stands');
  await page.getByTestId('add-addendum').click();
  await expect(page.getByTestId('dictation-box')).toBeVisible();

  const other = await browserOf(browser, server, OMAR);
  for (const [path, width] of [
    ['', 1440],
    ['/report', 760],
    ['', 390],
  ] as const) {
    const reader = await other.newPage();
    await reader.setViewportSize({ width, height: 844 });
    await reader.goto(`${server.url}/study/${studyId}${path}`);
    if (width === 390) await reader.getByRole('tab', { name: 'Report' }).click();
    const pane = reader.getByTestId('report-pane');
    await expect(pane.getByRole('status').first()).toContainText('Rhea Solis is writing an addendum.');
    await expect(pane.getByTestId('signed-report')).toContainText('No acute cardiopulmonary abnormality.');
    await expect(pane.getByTestId('signed-addendum')).toContainText('earlier addendum stands');
    await expect(pane.getByRole('article', { name: 'Report', exact: true })).toBeInViewport();
    await expect(pane).not.toContainText('It is not signed');
    await expect(pane.getByTestId('add-addendum')).toHaveCount(0);
    await expect(reader.locator('[contenteditable=true]')).toHaveCount(0);
    await reader.close();
  }

  await dictate(page, 'Compared with an outside study period');
  await saved(page);
  const reader = await other.newPage();
  await reader.goto(`${server.url}/study/${studyId}`);
  const open = reader.getByRole('region', { name: 'Addendum that is not signed' });
  await expect(open).toContainText('Compared with an outside study.');
  await expect(open).toContainText('Not signed');
  await sign(page, false);
  await expect(reader.getByTestId('signed-addendum')).toHaveCount(2);
  await expect(open).toHaveCount(0);
});
