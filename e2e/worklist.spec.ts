import { type Browser, expect, type Page, test } from '@playwright/test';
import { order, orderMany } from './orders.ts';
import { row, signIn } from './reading-room.ts';
import { type Server, startServer } from './server.ts';
import { browserOf, closeAll } from './sessions.ts';

const READER = 'rhea@hospital.example';
let server: Server;
let readerId: string;

test.beforeAll(async () => {
  server = await startServer();
  readerId = await server.createReader(READER, 'Solis');
  await order(server, { patientName: 'Nora Normalfirst' });
  await order(server, { patientName: 'Hal Highfirst', severity: 'high' });
  await order(server, { patientName: 'Stella Statfirst', severity: 'stat' });
  await order(server, { patientName: 'Nick Normalsecond', modality: 'MR', studyDescription: 'MR KNEE LEFT' });
  await order(server, { patientName: 'Hugo Highsecond', severity: 'high' });
  await order(server, { patientName: 'Stan Statsecond', severity: 'stat' });
});
test.afterEach(({ browser }) => closeAll(browser));
test.afterAll(() => server.stop());

async function openWorklist(browser: Browser, path = '/', viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await (await browserOf(browser, server, READER, { viewport })).newPage();
  await page.goto(server.url + path);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  return page;
}

/** The patients on the list from top to bottom, as far as they have rows. */
async function patients(page: Page): Promise<string[]> {
  return page.locator('[role=row][aria-selected] a').allTextContents();
}

function selectedPatient(page: Page) {
  return page.locator('[role=row][aria-selected=true] a');
}

test('STAT comes first, then high, then whoever has waited longest', async ({ browser }) => {
  const page = await openWorklist(browser);
  await expect(page.getByText('6 studies to read')).toBeVisible();
  expect(await patients(page)).toEqual([
    'Stella Statfirst',
    'Stan Statsecond',
    'Hal Highfirst',
    'Hugo Highsecond',
    'Nora Normalfirst',
    'Nick Normalsecond',
  ]);
});

test('what arrives, changes or is cancelled elsewhere shows without a reload', async ({ browser }) => {
  const page = await openWorklist(browser);
  await expect(page.getByText('6 studies to read')).toBeVisible();

  const studyId = await order(server, { patientName: 'Stig Statlive', severity: 'stat' });
  await expect(row(page, 'Stig Statlive')).toContainText('Unassigned');
  expect((await patients(page)).indexOf('Stig Statlive')).toBe(2);

  await server.api('PATCH', `/v1/autoScribe/studies/${studyId}`, { assignedTo: readerId });
  await expect(row(page, 'Stig Statlive')).toContainText('Assigned');
  await expect(row(page, 'Stig Statlive')).toContainText('Rhea Solis');

  await server.api('PATCH', `/v1/autoScribe/studies/${studyId}`, { severity: 'normal' });
  await expect.poll(async () => (await patients(page)).at(-1)).toBe('Stig Statlive');

  await server.api('POST', '/v1/autoScribe/studies/cancel', { studyId });
  await expect(row(page, 'Stig Statlive')).toHaveCount(0);
  await expect(page.getByText('6 studies to read')).toBeVisible();
});

test('the keyboard alone selects, searches, assigns, gives back, asks for help and opens', async ({ browser }) => {
  const page = await openWorklist(browser);
  await expect(page.getByText('6 studies to read')).toBeVisible();
  const { keyboard } = page;

  await keyboard.press('j');
  await expect(selectedPatient(page)).toHaveText('Stella Statfirst');
  await keyboard.press('j');
  await keyboard.press('ArrowDown');
  await expect(selectedPatient(page)).toHaveText('Hal Highfirst');
  await keyboard.press('k');
  await expect(selectedPatient(page)).toHaveText('Stan Statsecond');
  await keyboard.press('ArrowUp');
  await expect(selectedPatient(page)).toHaveText('Stella Statfirst');
  await keyboard.press('G');
  await expect(selectedPatient(page)).toHaveText('Nick Normalsecond');
  await keyboard.press('g');
  await expect(selectedPatient(page)).toHaveText('Stella Statfirst');

  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await keyboard.press('/');
  await keyboard.type('knee nick');
  await expect(page.getByText('1 study with these filters')).toBeVisible();
  await keyboard.press('Enter');
  await expect(selectedPatient(page)).toHaveText('Nick Normalsecond');
  // The letters were words in the search, and are commands outside of it.
  await keyboard.press('a');
  await expect(row(page, 'Nick Normalsecond')).toContainText('Rhea Solis');
  await keyboard.press('u');
  await expect(row(page, 'Nick Normalsecond')).not.toContainText('Rhea Solis');
  await expect(row(page, 'Nick Normalsecond')).toContainText('Unassigned');

  await keyboard.press('/');
  await keyboard.press('Escape');
  await expect(page.getByText('6 studies to read')).toBeVisible();
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/study\/stu_/);
  await expect(page.getByRole('heading', { name: 'Nick Normalsecond' })).toBeVisible();
  await page.goBack();
  await expect(selectedPatient(page)).toHaveText('Nick Normalsecond');
});

test('filters live in the address and survive a reload; words searched for are in no address at all', async ({ browser }) => {
  const page = await openWorklist(browser);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));

  await page.getByRole('button', { name: 'Priority: Any' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'High' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/severity=high/);
  await page.getByRole('combobox', { name: 'Assigned to' }).selectOption({ label: 'Nobody' });
  await expect(page).toHaveURL(/assigned=none/);
  await expect(page.getByText('2 studies with these filters')).toBeVisible();

  await page.getByRole('textbox', { name: 'Search studies' }).or(page.getByLabel('Search studies')).first().fill('hugo');
  await expect(page.getByText('1 study with these filters')).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 study with these filters')).toBeVisible();
  expect(await patients(page)).toEqual(['Hugo Highsecond']);
  await expect(page.getByLabel('Search studies')).toHaveValue('hugo');
  expect(page.url()).toContain('severity=high');
  expect(page.url()).toContain('assigned=none');
  expect(addresses.length).toBeGreaterThan(0);
  expect([...addresses, page.url()].filter((address) => /hugo/i.test(address))).toEqual([]);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByText('6 studies to read')).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});

test('on a telephone each study is a card, and a tap opens it', async ({ browser }) => {
  const page = await openWorklist(browser, '/', { width: 390, height: 844 });
  await expect(page.getByRole('listitem').filter({ hasText: 'Stella Statfirst' })).toContainText('STAT');
  await expect(page.getByRole('grid')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('link', { name: 'Hal Highfirst' }).click();
  await expect(page).toHaveURL(/\/study\/stu_/);
});

test('signing out ends this session, signing out everywhere ends those of other computers too', async ({ browser, page }) => {
  const here = await openWorklist(browser);
  const elsewhere = await openWorklist(browser);

  await signIn(page, server, READER);
  await page.getByRole('button', { name: 'Account: Rhea Solis' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get(`${server.url}/api/worklist`)).status()).toBe(401);
  expect((await here.request.get(`${server.url}/api/worklist`)).status()).toBe(200);

  await here.getByRole('button', { name: 'Account: Rhea Solis' }).click();
  await here.getByRole('menuitem', { name: 'Sign out everywhere…' }).click();
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(here.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await elsewhere.request.get(`${server.url}/api/worklist`)).status()).toBe(401);
  // The other computer learns of it with the next thing that it does.
  await elsewhere.keyboard.press('j');
  await elsewhere.keyboard.press('a');
  await expect(elsewhere.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible();
});

test('signing out fetches nothing more of the page: after an upgrade it works, and without a server it says so', async ({ browser }) => {
  const context = await browserOf(browser, server, READER);
  const page = await context.newPage();
  const loaded = new Set<string>();
  page.on('response', (response) => loaded.add(response.url()));
  await page.goto(server.url);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  // What this page has not fetched yet is of the version before, and gone.
  await page.route('**/assets/**', (route) => (loaded.has(route.request().url()) ? route.continue() : route.fulfill({ status: 404 })));
  const signOut = async () => {
    await page.getByRole('button', { name: 'Account: Rhea Solis' }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  };
  await context.setOffline(true);
  await signOut();
  await expect(page.getByText('The server cannot be reached. Check the connection, then sign out again.')).toBeVisible();
  await expect(page.getByText('Something went wrong in this page')).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByText('Connection lost.')).toHaveCount(0);
  await signOut();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get(`${server.url}/api/worklist`)).status()).toBe(401);
});

test('three thousand studies scroll with a handful of rows in the page', async ({ browser }) => {
  test.setTimeout(400_000);
  const many = Array.from({ length: 3000 }, (_, index) => ({ patientName: `Crowd Number${String(index).padStart(4, '0')}` }));
  await orderMany(server, many);
  const page = await openWorklist(browser);
  await expect(page.getByText('3,006 studies to read, 100 loaded')).toBeVisible();
  const rows = page.locator('[role=row][aria-selected]');
  const mostRows = await page.evaluate(() => Math.ceil(window.innerHeight / 42) + 30);

  // Through the list by wheel, until the pages after the first have come by themselves.
  await row(page, 'Stella Statfirst').hover();
  for (const wanted of [200, 300, 400]) {
    await expect(async () => {
      await page.mouse.wheel(0, 2000);
      await expect(page.getByText(new RegExp(`, ${wanted} loaded|, [4-9]00 loaded`))).toBeVisible({ timeout: 1000 });
    }).toPass();
    expect(await rows.count()).toBeLessThan(mostRows);
  }

  // And to the very end by keyboard.
  await expect(async () => {
    await page.keyboard.press('G');
    await expect(page.getByText('3,006 studies to read', { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass({ intervals: [50], timeout: 120_000 });
  await page.keyboard.press('G');
  await expect(page.locator('[role=row][aria-selected=true]')).toHaveAttribute('aria-rowindex', '3007');
  await expect(page.locator('[role=row][aria-selected=true]')).toBeInViewport();
  expect(await rows.count()).toBeLessThan(mostRows);
  await page.keyboard.press('g');
  await expect(selectedPatient(page)).toHaveText('Stella Statfirst');
  await expect(selectedPatient(page)).toBeInViewport();
});
