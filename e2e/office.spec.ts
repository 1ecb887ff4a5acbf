import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { authenticator } from './authenticator.ts';
import { newUid } from './orders.ts';
import { expectAccessible, expectFits, expectQuiet, expectSound, watch } from './page-audit.ts';
import { OWNER, READER_PASSWORD, type Server, startServer } from './server.ts';
import { signInOwner } from './sessions.ts';

/** 2 x 1, red and blue. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP4z8DAwPAfAAcAAf8P6P9yAAAAAElFTkSuQmCC', 'base64');
let server: Server;

test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const order = () => ({
  studyInstanceUid: newUid(),
  studyDescription: 'CT CHEST',
  severity: 'normal',
  reportMetadata: { mrn: 'SECRET-MRN' },
});

test('the audit log is filtered, verified and taken away', async ({ page }) => {
  const { studyId } = await server.api<{ studyId: string }>('POST', '/v1/autoScribe/studies', order());
  await server.api('POST', '/v1/autoScribe/studies', order());
  await signInOwner(page, server);
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/admin/studies`);
  await page
    .getByRole('button', { name: /^Actions for/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Who did what with it' }).click();
  await expect(page.getByLabel('Study id')).toHaveValue(studyId);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  const rows = page.locator('details');
  await expect(rows.filter({ hasText: 'created a study' })).toHaveCount(2);
  await expect(page.getByText('Not verified yet.')).toBeVisible();

  await page.getByLabel('What').selectOption('Studies');
  await page.getByLabel('Exactly').selectOption({ label: 'Created a study' });
  await expect(rows).toHaveCount(2);
  await rows.last().locator('summary').press('Enter');
  await page.getByRole('button', { name: 'Only this study' }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByLabel('Study id')).toHaveValue(studyId);
  await expectSound(page, 'audit log, one event');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  const who = page.getByLabel('Who', { exact: true });
  await who.fill('owner@hosp');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await who.press('ArrowDown');
  await who.press('Enter');
  await expect(rows.filter({ hasText: 'signed in' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'created a study' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('none was changed, removed or put in afterwards')).toBeVisible();
  await expect(page.getByText(/^Last verified/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('What').selectOption('Studies');
  await page.getByRole('button', { name: 'Export' }).click();
  const begun = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click();
  const download = await begun;
  expect(download.suggestedFilename()).toMatch(/^audit-log-\d{4}-\d\d-\d\d\.csv$/);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv.split('\r\n').filter((line) => line.includes(',study.created,'))).toHaveLength(2);
  expect(csv).not.toMatch(/signed_in|SECRET/);
  await page.getByLabel('What').selectOption('Clinic and audit log');
  await expect(rows.filter({ hasText: 'exported the audit log' })).toHaveCount(1);
  await expectQuiet(seen);
});

test('the clinic is named anew; what somebody else changed meanwhile is not overwritten; a provider that does not answer is not kept', async ({
  page,
}) => {
  await signInOwner(page, server);
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/admin/clinic`);
  const name = page.getByLabel('Name');
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await name.fill('Bay Imaging');
  await page.getByLabel('Time zone').fill('new york');
  await page.getByRole('listbox').getByRole('option', { name: 'America/New_York' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('banner').getByText('Bay Imaging')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Discard changes' })).toHaveCount(0);
  await page.request.patch(`${server.url}/api/admin/clinic`, { data: { paperSize: 'a4' } });
  await page.getByLabel('Address and telephone').fill('12 Bay Road');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Somebody else has changed it meanwhile')).toBeVisible();
  await expect(page.getByLabel('Paper of reports')).toHaveValue('a4');
  await expect(page.getByLabel('Address and telephone')).toHaveValue('12 Bay Road');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Discard changes' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Save' })).toBeFocused();
  await page.getByLabel('Require a second factor').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Turn on your own second factor first, on your Security page.')).toBeVisible();
  await expectSound(page, 'clinic settings with an error');

  await page.getByRole('link', { name: 'Single sign-on' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Discard and leave' }).click();
  await expect(page.getByLabel('Redirect URL')).toHaveValue(`${server.url}/api/session/single-sign-on/callback`);
  await page.getByRole('button', { name: 'Save and turn on' }).click();
  await expect(page.getByLabel('Issuer')).toBeFocused();
  await page.getByLabel('Issuer').fill('http://127.0.0.1:1');
  await page.getByLabel('Client id').fill('readroom');
  await page.getByLabel('Client secret').fill('secret');
  await page.getByLabel('Email domains').fill('hospital.example, nonsense');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('nonsense: expected a domain such as example.org.')).toBeVisible();
  await page.getByLabel('Email domains').fill('hospital.example');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('Expected the issuer of a provider that this server can reach.')).toBeVisible();
  await expectSound(page, 'single sign-on with an error');
  await expectQuiet(seen, [/status of 4(12|22).*\/api\/admin\/(clinic|single-sign-on)/]);
});

test('a study that was read elsewhere shows its text and its file', async ({ page }) => {
  const archive = createServer((_request, response) => response.end(PNG));
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  try {
    const { studyId } = await server.api<{ studyId: string }>('POST', '/v1/autoScribe/studies/external', {
      ...order(),
      reportText: 'The lungs were clear in 2019.',
      readerName: 'Dr. Old',
      reportFileUrl: `http://127.0.0.1:${(archive.address() as AddressInfo).port}/scan`,
      reportFileName: 'scan.png',
    });
    await signInOwner(page, server);
    const seen = watch(page.context(), server.url);
    await page.goto(`${server.url}/study/${studyId}`);
    await expect(page.getByText('The lungs were clear in 2019.')).toBeVisible();
    await expect(page.getByText('Read by Dr. Old')).toBeVisible();
    await page.getByRole('button', { name: 'File', exact: true }).click();
    const picture = page.getByRole('img', { name: /scan\.png/ });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
    await expectAccessible(page, 'external report');
    await expectFits(page, 'external report');
    await expectQuiet(seen);
  } finally {
    archive.close();
  }
});

test('an unfinished date asks nothing: the audit log and the invitations stay with the last whole one, the modality worklist says what is missing', async ({
  page,
}) => {
  await signInOwner(page, server);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await page.goto(`${server.url}/admin/audit`);
  await page.getByLabel('When').selectOption({ label: 'Chosen days' });
  const from = page.getByLabel('From');
  await from.fill('2020-03-04');
  await expect.poll(() => asked.filter((url) => /\/api\/admin\/audit\?.*from=2020/.test(url))).toHaveLength(1);
  asked.length = 0;
  await from.focus();
  await page.keyboard.press('Backspace');
  await page.getByLabel('To', { exact: true }).focus();
  await expect(page.getByText('Enter a whole date.')).toBeVisible();
  await expectSound(page, 'audit log with an unfinished date');
  expect(asked.filter((url) => /\/api\/admin\/audit\?/.test(url))).toEqual([]);
  await from.focus();
  await page.keyboard.type('05');
  await expect(page.getByText('Enter a whole date.')).toHaveCount(0);
  await expect.poll(() => asked.filter((url) => /\/api\/admin\/audit\?.*from=2020-05/.test(url))).toHaveLength(1);

  await page.getByRole('link', { name: 'Invitations' }).click();
  const invitedFrom = page.getByLabel('Invited from');
  await invitedFrom.fill('2020-03-04');
  await expect(page).toHaveURL(/fromDay=2020-03-04/);
  await invitedFrom.focus();
  await page.keyboard.press('Backspace');
  await page.getByLabel('To', { exact: true }).focus();
  await expect(page.getByText('Enter a whole date.')).toBeVisible();
  await expect(page).toHaveURL(/fromDay=2020-03-04/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByText('Enter a whole date.')).toHaveCount(0);
  await expect(page).not.toHaveURL(/fromDay/);

  await page.getByRole('link', { name: 'Modality worklist' }).click();
  await from.focus();
  await page.keyboard.press('Backspace');
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect(page.getByText('Enter a whole date.')).toBeVisible();
  await expect(from).toBeFocused();
  expect(asked.filter((url) => url.endsWith('/api/admin/modality-worklist') && url.startsWith('POST'))).toEqual([]);
});

test('who has no second factor sets one up at the sign-in where the clinic requires it; who does nothing is asked, then signed out', async ({
  page,
  browser,
}) => {
  await server.createReader('rhea@hospital.example', 'Solis');
  await signInOwner(page, server);
  const call = (method: 'post' | 'patch', path: string, data = {}) => page.request[method](`${server.url}/api${path}`, { data });
  const { secret } = await (await call('post', '/second-factor/enrolment', { password: OWNER.password })).json();
  await call('post', '/second-factor/confirm', { code: authenticator(secret) });
  await call('patch', '/admin/clinic', { requiresSecondFactor: true, idleSignOutMinutes: 5 });

  const reader = await (await browser.newContext()).newPage();
  await reader.clock.install();
  await reader.goto(`${server.url}/sign-in`);
  await reader.getByLabel('Email').fill('rhea@hospital.example');
  await reader.getByLabel('Password', { exact: true }).fill(READER_PASSWORD);
  await reader.getByRole('button', { name: 'Sign in', exact: true }).click();
  const typed = (await reader.getByText('Or type the secret').locator('code').textContent())?.replaceAll(' ', '') ?? '';
  await expectAccessible(reader, 'required second factor');
  await reader.getByRole('textbox', { name: 'Code' }).fill(authenticator(typed));
  await reader.getByRole('button', { name: 'Confirm' }).click();
  await expect(reader.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  expect((await reader.request.get(`${server.url}/api/worklist`)).status()).toBe(200);
  await reader.getByRole('button', { name: 'I have kept them' }).click();
  await expect(reader.getByRole('button', { name: /^Account/ })).toBeVisible();

  await reader.clock.fastForward('04:05');
  await reader.getByRole('dialog', { name: 'Are you still there?' }).getByRole('button', { name: 'Stay signed in' }).click();
  await expect(reader.getByRole('dialog')).toHaveCount(0);
  await reader.clock.fastForward('05:05');
  await expect(reader.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible();
  await expect.poll(async () => (await reader.request.get(`${server.url}/api/worklist`)).status()).toBe(401);
});
