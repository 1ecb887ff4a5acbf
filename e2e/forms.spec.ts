import { expect, type Page, test } from '@playwright/test';
import { newUid } from './orders.ts';
import { expectSound } from './page-audit.ts';
import { READER_PASSWORD, type Server, startServer } from './server.ts';
import { signInOwner } from './sessions.ts';

const READER = 'rhea@hospital.example';
const CHANGED = 'Somebody else has changed it meanwhile';
let server: Server;

test.beforeAll(async () => {
  server = await startServer();
  await server.createReader(READER, 'Solis');
});
test.afterAll(() => server.stop());

/** What another window of the clinic does meanwhile. */
async function elsewhere<T = Record<string, string>>(
  page: Page,
  method: 'get' | 'post' | 'patch',
  path: string,
  data?: unknown,
): Promise<T> {
  const answer = await page.request[method](`${server.url}/api/admin${path}`, data === undefined ? {} : { data });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

test('what somebody else changed meanwhile is not overwritten, and what was typed is kept', async ({ page, playwright }) => {
  await signInOwner(page, server);
  const save = page.getByRole('dialog').getByRole('button', { name: 'Save' });

  // A user: their own sign-in changes nothing of what the form shows.
  const { users } = await elsewhere<{ users: { userId: string; email: string }[] }>(page, 'get', '/users');
  const reader = `/users/${users.find(({ email }) => email === READER)?.userId}`;
  await page.goto(`${server.url}/admin/users`);
  await page.getByRole('button', { name: 'Edit Rhea Solis' }).click();
  await page.getByRole('dialog').getByLabel('Suffix', { exact: true }).fill('MD');
  const other = await playwright.request.newContext();
  expect((await other.post(`${server.url}/api/session`, { data: { email: READER, password: READER_PASSWORD } })).ok()).toBe(true);
  await other.dispose();
  await save.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Edit Rhea Solis' }).click();
  await page.getByRole('dialog').getByLabel('Suffix', { exact: true }).fill('DO');
  await elsewhere(page, 'patch', reader, { suffix1: 'PhD', middleName: 'Maria' });
  await save.click();
  await expect(page.getByRole('dialog').getByText(CHANGED)).toBeVisible();
  await expectSound(page, 'a form that is stale');
  await expect(page.getByRole('dialog').getByLabel('Middle name')).toHaveValue('Maria');
  await expect(page.getByRole('dialog').getByLabel('Suffix', { exact: true })).toHaveValue('DO');
  expect(await elsewhere(page, 'get', reader)).toMatchObject({ suffix1: 'PhD' });
  await save.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await elsewhere(page, 'get', reader)).toMatchObject({ suffix1: 'DO', middleName: 'Maria' });

  // A customer, by a list that is older than what it shows.
  const { expressCustomerId } = await elsewhere(page, 'post', '/customers', { expressCustomerName: 'North' });
  const customer = `/customers/${expressCustomerId}`;
  await page.goto(`${server.url}/admin/customers`);
  await page.getByRole('button', { name: 'Actions for North' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('North wing');
  await elsewhere(page, 'patch', customer, { expressCustomerName: 'Northern' });
  await save.click();
  await expect(page.getByRole('dialog').getByText(CHANGED)).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('North wing');
  await save.click();
  await expect(page.getByText('North wing', { exact: true })).toBeVisible();

  const { clinicalReferenceId } = await elsewhere(page, 'post', '/clinical-references', { type: 'facility', name: 'West' });
  await page.goto(`${server.url}/admin/references`);
  await expect(page.getByText('West', { exact: true })).toBeVisible();
  await elsewhere(page, 'patch', `/clinical-references/${clinicalReferenceId}`, { name: 'West wing' });
  await page.getByRole('button', { name: 'Edit West' }).click();
  // Nothing was typed yet: the form follows what is there now.
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('West wing');
  await page.getByRole('dialog').getByLabel('Name').fill('West end');
  await elsewhere(page, 'patch', `/clinical-references/${clinicalReferenceId}`, { metadata: { site: '17' } });
  await save.click();
  await expect(page.getByRole('dialog').getByText(CHANGED)).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Value of pair 1')).toHaveValue('17');
  await save.click();
  await expect(page.getByText('West end', { exact: true })).toBeVisible();
  expect(await elsewhere(page, 'get', `/clinical-references/${clinicalReferenceId}`)).toMatchObject({ metadata: { site: '17' } });

  const study = { studyInstanceUid: newUid(), studyDescription: 'CT HEAD', severity: 'normal' };
  const { studyId } = await elsewhere(page, 'post', '/viewer-studies', study);
  await page.goto(`${server.url}/admin/viewer-studies`);
  await page.getByRole('button', { name: 'Actions for CT HEAD' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Study description').fill('CT HEAD AND NECK');
  await elsewhere(page, 'patch', `/viewer-studies/${studyId}`, { severity: 'stat' });
  await save.click();
  await expect(page.getByRole('dialog').getByText(CHANGED)).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Priority')).toHaveValue('stat');
  await save.click();
  await expect(page.getByText('CT HEAD AND NECK', { exact: true })).toBeVisible();
});

test('a double click does it once', async ({ page }) => {
  await signInOwner(page, server);
  const person = { email: 'new@hospital.example', firstName: 'Nora', lastName: 'Newman', clinicRole: 'Radiologist', level: 'member' };
  await elsewhere(page, 'post', '/invitations', { ...person, canManageStudies: false, canCreateReports: false, hasDashboardAccess: false });
  const posts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
  });
  await page.goto(`${server.url}/admin/invitations`);
  await page.getByRole('button', { name: 'Send again: Nora Newman' }).dblclick();
  await expect(page.getByRole('dialog', { name: 'Hand the link on' })).toBeVisible();
  expect(posts.filter((path) => path.endsWith('/resend'))).toHaveLength(1);
  await page.getByRole('button', { name: 'I have copied it' }).click();

  await page.goto(`${server.url}/admin/customers`);
  await page.getByRole('button', { name: 'New customer' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('South');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).dblclick();
  await expect(page.getByText('South', { exact: true })).toBeVisible();
  expect(posts.filter((path) => path.endsWith('/customers'))).toHaveLength(1);
});

/** Where whoever works by keyboard is: the page itself would be the start of it again. */
async function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.tagName.toLowerCase() ?? 'nothing');
}

test('the focus stays where the work is', async ({ page }) => {
  await signInOwner(page, server);
  for (let count = 1; count <= 52; count += 1) await elsewhere(page, 'post', '/customers', { expressCustomerName: `Site ${count}` });
  const dialog = page.getByRole('dialog');
  for (const [path, opener, field] of [
    ['customers', 'New customer', 'Name'],
    ['references', 'New reference', 'Type'],
    ['viewer-studies', 'New viewer study', 'StudyInstanceUID'],
    ['invitations', 'Invite somebody', 'Email'],
    ['keys', 'Create a key', 'Description'],
  ] as const) {
    await page.goto(`${server.url}/admin/${path}`);
    await page.getByRole('button', { name: opener }).press('Enter');
    await expect(dialog.getByLabel(field).first(), opener).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: opener }), opener).toBeFocused();
  }
  await page.goto(`${server.url}/admin/users`);
  await page.getByRole('button', { name: 'Edit Rhea Solis' }).press('Enter');
  await expect(dialog.getByLabel('First name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Edit Rhea Solis' })).toBeFocused();

  await page.goto(`${server.url}/admin/customers`);
  const rows = page.getByRole('main').getByRole('listitem');
  await page.getByRole('button', { name: 'Actions for Site 52' }).press('Enter');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Actions for Site 52' })).toBeFocused();
  await expect(rows).toHaveCount(50);
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  await expect(rows.nth(50)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(rows.nth(50).getByRole('button').first()).toBeFocused();

  await page.goto(`${server.url}/admin/audit`);
  const who = page.getByLabel('Who', { exact: true });
  await who.fill('owner@hosp');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await who.press('ArrowDown');
  await who.press('Enter');
  await expect(page.getByRole('button', { name: 'Clear filters' })).toBeVisible();
  await expect(who).toBeFocused();
  await page.getByRole('button', { name: 'Clear filters' }).press('Enter');
  await expect(who).toHaveValue('');
  expect(await focusOf(page)).toBe('search');

  // What was revoked is gone from the list, with the button that opened the dialog.
  await elsewhere(page, 'post', '/clinical-references', { type: 'facility', name: 'East' });
  await page.goto(`${server.url}/admin/references`);
  await page.getByRole('button', { name: 'Delete East' }).press('Enter');
  await dialog.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(page.getByText('East', { exact: true })).toHaveCount(0);
  await expect(dialog).toHaveCount(0);
  expect(['ul', 'div', 'main']).toContain(await focusOf(page));
});

test('without a connection a form says that nothing was saved, and does not promise to send it', async ({ page }) => {
  await signInOwner(page, server);
  const dialog = page.getByRole('dialog');
  await page.goto(`${server.url}/admin/customers`);
  await page.getByRole('button', { name: 'New customer' }).click();
  await dialog.getByLabel('Name').fill('Harbour');
  await page.context().setOffline(true);
  const create = dialog.getByRole('button', { name: 'Create' });
  await create.press('Enter');
  await expect(dialog.getByText('Nothing was saved')).toBeVisible();
  await expect(create).toBeFocused();
  await expect(page.getByText('Connection lost.')).toBeVisible();
  await expect(page.getByText(/kept on this computer|tries again/)).toHaveCount(0);
  await expectSound(page, 'a form without a connection');
  await page.context().setOffline(false);
  await expect(page.getByText('Connection lost.')).toHaveCount(0);
  await expect(dialog.getByText('The server can be reached again.')).toBeVisible();
  await create.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Harbour', { exact: true })).toBeVisible();

  // The server makes the key, and its answer is lost.
  await page.route('**/api/admin/keys', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.goto(`${server.url}/admin/keys`);
  await page.getByRole('button', { name: 'Create a key' }).click();
  await dialog.getByLabel('Description').fill('PACS of the harbour');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('A key of this description may have been made all the same')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('PACS of the harbour', { exact: true })).toBeVisible();
});

test('filters outlive a reload and the way back; words never stand in an address', async ({ page }) => {
  const { studyId } = await server.api<{ studyId: string }>('POST', '/v1/autoScribe/studies', {
    studyInstanceUid: newUid(),
    studyDescription: 'CT CHEST',
    severity: 'normal',
    reportMetadata: { mrn: '17' },
  });
  await signInOwner(page, server);
  await elsewhere(page, 'post', '/clinical-references', { type: 'procedure', name: 'Contrast' });
  await page.goto(`${server.url}/admin/references`);
  await page.getByLabel('Type').selectOption('procedure');
  await page.getByLabel('Name').fill('contr');
  await expect(page).toHaveURL(/\/admin\/references\?type=procedure$/);
  await page.waitForTimeout(400);
  await page.reload();
  await expect(page.getByLabel('Type')).toHaveValue('procedure');
  await expect(page.getByLabel('Name')).toHaveValue('contr');
  await expect(page.getByText('Contrast', { exact: true })).toBeVisible();
  expect(page.url()).not.toContain('contr');

  await page.goto(`${server.url}/admin/webhooks`);
  await page.getByLabel('Outcome').selectOption('failed');
  await page.goto(`${server.url}/admin/viewer-studies`);
  await page.getByLabel('Priority').selectOption('stat');
  await page.goBack();
  await expect(page.getByLabel('Outcome')).toHaveValue('failed');
  await page.goForward();
  await expect(page.getByLabel('Priority')).toHaveValue('stat');

  await page.goto(`${server.url}/admin/audit`);
  const who = page.getByLabel('Who', { exact: true });
  await page.getByLabel('What').selectOption('Studies');
  await page.getByLabel('When').selectOption('7');
  await page.getByLabel('Study id').fill('Jane Doe');
  expect(page.url()).not.toMatch(/jane|doe/i);
  await page.getByLabel('Study id').fill(studyId);
  await expect(page).toHaveURL(new RegExp(`study=${studyId}`));
  const row = page.locator('details').filter({ hasText: 'created a study' });
  await row.locator('summary').press('Enter');
  await row.getByRole('link', { name: 'Open' }).click();
  await expect(page).toHaveURL(new RegExp(`/study/${studyId}$`));
  await page.goBack();
  await expect(page.getByLabel('Study id')).toHaveValue(studyId);
  await expect(page.getByLabel('What')).toHaveValue('Studies');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(`${server.url}/admin/audit`);
  await who.fill('owner@hosp');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await who.press('ArrowDown');
  await who.press('Enter');
  await expect(page).toHaveURL(/user=usr_/);
  const name = await who.inputValue();
  expect(name).not.toBe('');
  await page.reload();
  await expect(who).toHaveValue(name);

  await page.getByLabel('When').selectOption('days');
  await page.getByLabel('From', { exact: true }).fill('2026-03-02');
  await page.getByLabel('To', { exact: true }).fill('2026-03-01');
  await expect(page.getByText('From is later than To.')).toBeVisible();
  await expect(page.getByLabel('From', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expectSound(page, 'audit log, days the wrong way round');
});

test('a window says which page it shows, a field that it is required, and what is missing in words', async ({ page }) => {
  await signInOwner(page, server);
  for (const [path, title] of [
    ['users', 'Users'],
    ['keys', 'API keys'],
    ['studies/new', 'New study'],
  ] as const) {
    await page.goto(`${server.url}/admin/${path}`);
    await expect(page).toHaveTitle(`${title} · Readroom`);
  }
  await page.getByRole('link', { name: 'Single sign-on' }).click();
  await expect(page).toHaveTitle('Single sign-on · Readroom');
  await expect(page.getByLabel('Client id')).toHaveAttribute('aria-required', 'true');
  await expect(page.getByRole('textbox', { name: 'Client id', exact: true })).toBeVisible();
  await expect(page.getByText('required', { exact: true })).toHaveCount(3);
  await page.getByRole('button', { name: 'Save and turn on' }).click();
  await expect(page.getByText('Expected the client id.')).toBeVisible();
  await expectSound(page, 'single sign-on, nothing filled in');
});

test('a list that cannot be read further says so beside its rows, and a page that is none says so', async ({ page }) => {
  await signInOwner(page, server);
  for (let count = 1; count <= 51; count += 1) await elsewhere(page, 'post', '/customers', { expressCustomerName: `Branch ${count}` });
  await page.goto(`${server.url}/admin/customers`);
  await expect(page.getByText('Branch 51', { exact: true })).toBeVisible();
  await page.route('**/api/admin/customers?*cursor=*', (route) =>
    route.fulfill({ status: 500, json: { message: 'It failed here.', code: 'internal', requestId: 'r-1' } }),
  );
  const more = page.getByRole('button', { name: 'Show more' });
  await more.click();
  const alert = page.getByRole('alert').filter({ hasText: 'It was not possible to load more.' });
  await expect(alert).toContainText('It failed here.');
  await expectSound(page, 'a list that could not be read further');
  await expect(page.getByText('Branch 51', { exact: true })).toBeVisible();
  await page.unroute('**/api/admin/customers?*cursor=*');
  await alert.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(page.getByText('Branch 1', { exact: true })).toBeVisible();
  await expect(alert).toHaveCount(0);
  expect(await focusOf(page)).not.toBe('body');

  await page.goto(`${server.url}/admin/nope`);
  await expect(page.getByText('There is no page at this address')).toBeVisible();
  await expect(page).toHaveTitle('Not found · Readroom');
  await expectSound(page, 'administration, no such page');
  await page.getByRole('link', { name: 'Go to the users' }).click();
  await expect(page).toHaveURL(`${server.url}/admin/users`);
});
