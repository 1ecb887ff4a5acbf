import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectFits, expectQuiet, watch } from './page-audit.ts';
import { OWNER, type Server, startServer } from './server.ts';
import { browserOf } from './sessions.ts';

const READER = 'rhea@hospital.example';
let server: Server;

test.beforeAll(async () => {
  server = await startServer();
  await server.createReader(READER, 'Solis');
});
test.afterAll(() => server.stop());

async function signedInOwner(page: Page): Promise<void> {
  const answer = await page.request.post(`${server.url}/api/session`, { data: OWNER });
  expect(answer.ok()).toBe(true);
}

/** On a desk and on a telephone, in the dark and in the light. */
async function audit(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset.theme = chosen;
    }, theme);
    for (const size of [
      { width: 390, height: 844 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(size);
      await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(size.width);
      await expectAccessible(page, `${name}, ${theme}, at ${size.width} px`);
      await expectFits(page, `${name}, ${theme}, at ${size.width} px`);
    }
  }
}

test('an owner invites somebody, hands the link on, changes a user and takes their access away', async ({ page, browser }) => {
  await signedInOwner(page);
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/`);
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await expect(page).toHaveURL(`${server.url}/admin/users`);
  await expect(page.getByText(READER)).toBeVisible();
  await audit(page, 'users');

  await page.getByRole('link', { name: 'Invitations' }).click();
  await expect(page.getByText('No invitation waits for an answer')).toBeVisible();
  await audit(page, 'no invitations');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('NPI number').fill('1234567890');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog.getByLabel('Email')).toBeFocused();
  await expect(dialog.getByText('Expected an email address.')).toBeVisible();
  await expect(dialog.getByText('valid check digit')).toBeVisible();
  await audit(page, 'invitation with errors');
  await dialog.getByLabel('Email').fill('new@hospital.example');
  await dialog.getByLabel('First name').fill('Nora');
  await dialog.getByLabel('Last name').fill('Newman');
  await dialog.getByLabel('NPI number').fill('');
  await dialog.getByLabel('Create reports').check();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog.getByText('Needed to create reports.').last()).toBeVisible();
  await expect(dialog.getByLabel('NPI number')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('NPI number').fill('1234567893');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const once = page.getByRole('dialog', { name: 'Hand the link on' });
  await expect(once.getByLabel('Invitation link')).toHaveValue(new RegExp(`^${server.url}/`));
  await audit(page, 'invitation link');
  await once.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText('Nora Newman')).toBeVisible();
  await audit(page, 'invitations');
  await page.getByRole('button', { name: 'Revoke: Nora Newman' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('Nora Newman')).toHaveCount(0);

  const reader = await browserOf(browser, server, READER);
  expect((await reader.request.get(`${server.url}/api/worklist`)).status()).toBe(200);
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'Edit Rhea Solis' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Rhea Solis' });
  await edit.getByLabel('Suffix', { exact: true }).fill('MD');
  await edit.getByLabel('Manage studies').check();
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Creates reports, manages studies')).toBeVisible();
  await page.getByRole('button', { name: 'Revoke access: Rhea Solis' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
  await expect(page.getByText('No access')).toBeVisible();
  expect((await reader.request.get(`${server.url}/api/worklist`)).status()).toBe(401);
  await page.getByRole('button', { name: 'Give access again: Rhea Solis' }).click();
  await expect(page.getByText('No access')).toHaveCount(0);
  // The one refusal is the invitation whose NPI was missing.
  await expectQuiet(seen, [/status of 422.*\/api\/admin\/invitations/]);
});

test('an owner makes an API key, gives it a webhook, rotates its secret and revokes it', async ({ page }) => {
  await signedInOwner(page);
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/admin/keys`);
  await page.getByRole('button', { name: 'Create a key' }).click();
  const create = page.getByRole('dialog', { name: 'Create a key' });
  await create.getByLabel('Report webhook URL').fill('pacs');
  await create.getByRole('button', { name: 'Create' }).click();
  await expect(create.getByLabel('Description')).toBeFocused();
  await expect(create.getByText('Expected an https URL without credentials')).toBeVisible();
  await audit(page, 'new key with errors');
  await create.getByLabel('Description').fill('PACS of the west wing');
  await create.getByLabel('Report webhook URL').fill('');
  await create.getByLabel('Reaches').selectOption({ label: 'The whole clinic' });
  await create.getByRole('button', { name: 'Create' }).click();
  const once = page.getByRole('dialog', { name: 'Copy the key now' });
  const key = await once.getByLabel('API key', { exact: true }).inputValue();
  expect(await once.getByLabel('Webhook secret', { exact: true }).inputValue()).toMatch(/^whsec_/);
  await audit(page, 'key shown once');
  await once.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText('PACS of the west wing')).toBeVisible();
  const called = () => page.request.get(`${server.url}/v1/autoScribe/studies`, { headers: { authorization: `Bearer ${key}` } });
  expect((await called()).status()).toBe(200);

  const menuItem = async (name: string) => {
    await page.getByRole('button', { name: 'Actions for PACS of the west wing' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await menuItem('Edit');
  const edit = page.getByRole('dialog', { name: 'Edit PACS of the west wing' });
  await edit.getByLabel('Report webhook URL').fill(`${server.url}/nothing-listens-here`);
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Reports: ${server.url}/nothing-listens-here`)).toBeVisible();
  await menuItem('Send a test to the report webhook');
  await expect(page.getByText('The test was not taken')).toBeVisible();
  await menuItem('Rotate the webhook secret');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('dialog', { name: 'Copy the new secret now' }).getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText('The secret before the rotation signs until')).toBeVisible();
  await audit(page, 'keys');
  await menuItem('Revoke');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText(/^Revoked /)).toBeVisible();
  expect((await called()).status()).toBe(401);
  await expectQuiet(seen);
});

test('a member has no administration', async ({ browser }) => {
  const page = await (await browserOf(browser, server, READER)).newPage();
  await page.goto(`${server.url}/`);
  await page.getByRole('button', { name: /^Account/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out', exact: true })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Administration' })).toHaveCount(0);
  await page.goto(`${server.url}/admin/users`);
  await expect(page.getByText('Only owners and admins work here')).toBeVisible();
  await expect(page.getByText('owner@hospital.example')).toHaveCount(0);
  await expectAccessible(page, 'administration of a member');
});
