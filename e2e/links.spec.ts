import { expect, type Page, test } from '@playwright/test';
import { BRAIN, store } from './images.ts';
import { order } from './orders.ts';
import { dictate, greyValues, saved } from './reading-room.ts';
import { type Server, startServer } from './server.ts';
import { browserOf, closeAll } from './sessions.ts';

const READER = 'rhea@hospital.example';
let server: Server;
let readerId: string;
let brain: string;
let other: string;

test.beforeAll(async () => {
  server = await startServer();
  [readerId] = await Promise.all([server.createReader(READER, 'Solis'), store(server, BRAIN.files)]);
  brain = await order(server, {
    patientName: 'Edith Marlowe',
    studyInstanceUid: BRAIN.studyInstanceUid,
    modality: 'MR',
    studyDescription: 'MR BRAIN WITHOUT CONTRAST',
    mrn: BRAIN.mrn,
  });
  other = await order(server, { patientName: 'Somebody Else' });
});
test.afterEach(({ browser }) => closeAll(browser));
test.afterAll(() => server.stop());

async function newLink(path: 'reroute-url' | 'viewer-only-reroute-url', body: Record<string, string>): Promise<string> {
  const { url } = await server.api<{ url: string }>('POST', `/v1/autoScribe/studies/${path}`, body);
  return url;
}

/** Everything that leaves the browser from now on, as it goes over the wire: the address without its fragment, and the headers. */
function recordTraffic(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const address = new URL(request.url());
    address.hash = '';
    sent.push(address.href, JSON.stringify(request.headers()));
  });
  return sent;
}

test('a reroute link signs in to its study once, leaves no trace of its token, and opens nothing else', async ({ browser }) => {
  const link = await newLink('reroute-url', { studyId: brain, assignedToUserId: readerId });
  const token = new URL(link).hash.slice(1);
  expect(token.length).toBeGreaterThan(30);
  const context = await browser.newContext();
  const page = await context.newPage();
  const sent = recordTraffic(page);

  await page.goto(link);
  await expect(page).toHaveURL(`${server.url}/study/${brain}`);
  await expect(page.getByRole('heading', { name: 'Edith Marlowe' })).toBeVisible();
  await expect(page.getByTestId('section-findings')).toBeVisible();
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(50);

  expect(sent.length).toBeGreaterThan(10);
  expect(sent.filter((line) => line.includes(token))).toEqual([]);
  expect(await page.evaluate(() => `${location.href} ${document.referrer} ${JSON.stringify(history.state)}`)).not.toContain(token);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(token);
  await page.goBack();
  expect(page.url()).not.toContain(token);

  await page.goto(`${server.url}/study/${other}`);
  await expect(page.getByText('This study is not open to you')).toBeVisible();
  await expect(page.getByText('Somebody Else')).toHaveCount(0);
  await page.goto(`${server.url}/`);
  await expect(page).toHaveURL(`${server.url}/study/${brain}`);
  expect((await page.request.get(`${server.url}/api/worklist`)).status()).toBe(403);
  expect((await page.request.get(`${server.url}/api/studies/${other}`)).status()).toBe(404);

  // Whoever finds the link later gets a page that says what to do.
  const finder = await (await browser.newContext()).newPage();
  await finder.goto(link);
  await expect(finder.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await expect(finder).toHaveURL(`${server.url}/open`);
  await finder.getByRole('link', { name: 'Go to sign-in' }).click();
  await expect(finder.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await finder.goto(`${server.url}/open#${'A'.repeat(43)}`);
  await expect(finder.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await finder.goto(`${server.url}/open`);
  await expect(finder.getByRole('heading', { name: 'This address needs a link' })).toBeVisible();
});

test('a viewer-only link shows the images, and no word of the report reaches the browser', async ({ browser }) => {
  const secret = 'hemosiderin staining';
  const writer = await (await browserOf(browser, server, READER)).newPage();
  await writer.goto(`${server.url}/study/${brain}`);
  await dictate(writer, `There is ${secret} in the left frontal lobe period`);
  await expect(writer.getByTestId('section-findings')).toContainText(secret);
  await saved(writer);

  const context = await browser.newContext();
  const page = await context.newPage();
  const answers: Promise<string>[] = [];
  page.on('response', (response) => answers.push(response.text().catch(() => '')));
  await page.goto(await newLink('viewer-only-reroute-url', { studyId: brain }));
  await expect(page).toHaveURL((address) => address.pathname === `/study/${brain}` && address.hash === '');
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(50);
  await expect(page.getByTestId('report-pane')).toHaveCount(0);

  const [report] = (await server.api<{ reports: { reportId: string }[] }>('GET', `/v1/autoScribe/reports?studyId=${brain}`)).reports;
  for (const path of [`/api/reports/${report?.reportId}`, `/api/reports/${report?.reportId}/pdf`]) {
    const answer = await page.request.get(server.url + path);
    expect([403, 404]).toContain(answer.status());
  }
  expect([403, 404]).toContain((await page.request.post(`${server.url}/api/studies/${brain}/report`)).status());
  await page.goto(`${server.url}/study/${brain}/report`);
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(page.getByTestId('section-findings')).toHaveCount(0);

  const received = await Promise.all(answers);
  expect(received.some((body) => body.includes('Edith Marlowe'))).toBe(true);
  expect(received.filter((body) => body.includes(secret))).toEqual([]);
});

test('a viewer-only link shows the viewer alone to somebody who is signed in, and their session stays what it was', async ({ browser }) => {
  const context = await browserOf(browser, server, READER);
  const page = await context.newPage();
  await page.goto(await newLink('viewer-only-reroute-url', { studyId: brain }));
  await expect(page).toHaveURL(`${server.url}/study/${brain}?images`);
  await expect(page.getByRole('heading', { name: 'Edith Marlowe' })).toBeVisible();
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(50);
  await expect(page.getByTestId('report-pane')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Add images|Clinical|Assigned/ })).toHaveCount(0);

  await page.goto(`${server.url}/study/${brain}`);
  await expect(page.getByTestId('section-findings')).toBeVisible();
  await expect(page.getByRole('button', { name: /Add images/ })).toBeVisible();
  await page.goto(`${server.url}/`);
  await expect(page.getByRole('heading', { name: /^Worklist/ })).toBeVisible();
});

test('an answer from before a link was opened does not send its reader to the sign-in page', async ({ page }) => {
  const opened = page.waitForResponse((response) => response.url().endsWith('/api/session/open'));
  let isFirst = true;
  await page.route('**/api/session', async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    // "Nobody is signed in": true when the server said it, and late.
    const answer = await route.fetch();
    await opened;
    return route.fulfill({ response: answer });
  });
  await page.goto(await newLink('viewer-only-reroute-url', { studyId: other }));
  await expect(page.getByRole('heading', { name: 'Somebody Else' })).toBeVisible();
});

test('an empty installation lets whoever started it name the clinic and become its owner, once', async ({ page }) => {
  const empty = await startServer({ READROOM_BOOTSTRAP_OWNER: '', READROOM_BOOTSTRAP_KEY: '' });
  try {
    const link = /Create the first owner\s+(\S+)/.exec(empty.firstScreen())?.[1] ?? '';
    const token = new URL(link).hash.slice(1);
    const sent = recordTraffic(page);
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Set up your reading room' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Clinic name' }).fill('St. Anne');
    await page.getByRole('textbox', { name: 'First name' }).fill('Olga');
    await page.getByRole('textbox', { name: 'Last name' }).fill('Owner');
    await page.getByRole('textbox', { name: 'Email' }).fill('olga@anne.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('short');
    await page.getByRole('button', { name: 'Create the clinic' }).click();
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('textbox', { name: 'Password' }).fill('long enough for anybody');
    await page.getByRole('button', { name: 'Create the clinic' }).click();
    await expect(page.getByRole('heading', { name: 'Worklist, St. Anne' })).toBeVisible();
    await expect(page.getByText('Nothing waits to be read')).toBeVisible();
    expect(sent.filter((line) => line.includes(token))).toEqual([]);

    await page.context().clearCookies();
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();

    await empty.restart();
    expect(empty.firstScreen()).not.toContain('/open#');
    await page.goto(`${empty.url}/`);
    await page.getByRole('textbox', { name: 'Email' }).fill('olga@anne.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('long enough for anybody');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Worklist, St. Anne' })).toBeVisible();
  } finally {
    await empty.stop();
  }
});
