import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { authenticator } from './authenticator.ts';
import { expectAccessible, expectFits, expectQuiet, expectSound, watch } from './page-audit.ts';
import { OWNER, type Server, startServer } from './server.ts';

const GUEST = 'grace@hospital.example';
const FIRST_PASSWORD = 'the first of her passwords';
const SECOND_PASSWORD = 'the second of her passwords';
const THIRD_PASSWORD = 'the third of her passwords';
let server: Server;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readroom-e2e-accounts-'));
  server = await startServer({ READROOM_DATA: folder });
});
test.afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const INVITE = {
  firstName: 'Grace',
  lastName: 'Hopper',
  level: 'member',
  clinicRole: 'Radiologist',
  canManageStudies: false,
  canCreateReports: true,
  hasDashboardAccess: false,
  npiNumber: '1234567893',
};

/** Invites as the owner does in the dashboard. @returns the link that it shows. */
async function invite(browser: Browser, email: string): Promise<string> {
  const context = await browser.newContext();
  await context.request.post(`${server.url}/api/session`, { data: OWNER });
  const answer = await context.request.post(`${server.url}/api/admin/invitations`, { data: { ...INVITE, email } });
  expect(answer.ok()).toBe(true);
  const { link } = (await answer.json()) as { link: string };
  await context.close();
  return link;
}

/** The link of the newest mail to somebody in the operator's outbox. */
async function mailedLink(email: string, path: string): Promise<string> {
  const pattern = new RegExp(`${server.url.replaceAll('.', '\\.')}${path}#[\\w-]+`);
  const find = async () => {
    const names = await readdir(join(folder, 'outbox'));
    const mails = await Promise.all(
      names.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(folder, 'outbox', name), 'utf8')),
    );
    const own = mails.filter((mail) => mail.includes(`To: ${email}`)).map((mail) => mail.replace(/=\r?\n/g, '').replaceAll('=3D', '='));
    return own.map((mail) => pattern.exec(mail)?.[0]).find((link) => link !== undefined) ?? '';
  };
  await expect.poll(find).not.toBe('');
  return find();
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('Email').fill(GUEST);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function expectWorklist(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Account: Grace Hopper' })).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account: Grace Hopper' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(`${server.url}/sign-in`);
}

test('from the invitation to a second factor, a forgotten password and back', async ({ browser }) => {
  const link = await invite(browser, GUEST);
  const context = await browser.newContext();
  const seen = watch(context, server.url);
  const page = await context.newPage();

  await test.step('the invitation', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Welcome, Grace' })).toBeVisible();
    expect(page.url()).toBe(`${server.url}/invitation`);
    await expect(page.getByText('Clinic Owner invites you')).toBeVisible();
    await expectAccessible(page, 'invitation');
    await expectFits(page, 'invitation');
    const password = page.getByLabel('Password', { exact: true });
    await password.fill('too short');
    await page.getByRole('button', { name: 'Accept and sign in' }).click();
    await expect(page.getByText('Enter at least 12 characters.')).toBeVisible();
    await password.fill(FIRST_PASSWORD);
    await page.keyboard.press('Enter');
    await expectWorklist(page);
  });

  let secret = '';
  let recoveryCodes: string[] = [];
  await test.step('turning the second factor on', async () => {
    await page.getByRole('button', { name: 'Account: Grace Hopper' }).click();
    await page.getByRole('menuitem', { name: 'Security' }).click();
    await expect(page.getByRole('heading', { name: 'Security' })).toBeVisible();
    await expect(page.getByText('This one')).toBeVisible();
    await page.getByRole('button', { name: 'Turn on' }).click();
    const dialog = page.getByRole('dialog', { name: 'Turn the second factor on' });
    await dialog.getByLabel('Your password').fill('not her password');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('The password is wrong');
    await expectAccessible(page, 'password before the second factor');
    await dialog.getByLabel('Your password').fill(FIRST_PASSWORD);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
    await expectAccessible(page, 'security');
    await expectFits(page, 'security');
    secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('The code is wrong');
    await page.getByLabel('Code', { exact: true }).fill(authenticator(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await expect(codes).toHaveCount(10);
    recoveryCodes = await codes.allTextContents();
    await page.keyboard.press('Escape');
    await expect(codes).toHaveCount(10);
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Close' })).toHaveCount(0);
    await expectAccessible(page, 'recovery codes');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page.getByText('10 of 10 recovery codes left.')).toBeVisible();
    await signOut(page);
  });

  await test.step('signing in asks for a code', async () => {
    await signIn(page, FIRST_PASSWORD);
    await expect(page.getByLabel('Code of your authenticator')).toBeFocused();
    await expectAccessible(page, 'second factor');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('The code is wrong');
    // The code of the next step counts already, and was not used to turn it on.
    await page.getByLabel('Code of your authenticator').fill(authenticator(secret, Date.now() + 30_000));
    await page.keyboard.press('Enter');
    await expectWorklist(page);
    await signOut(page);
  });

  await test.step('a forgotten password', async () => {
    await page.getByRole('link', { name: 'Forgotten your password?' }).click();
    await expect(page.getByRole('heading', { name: 'Forgotten your password?' })).toBeVisible();
    await expectAccessible(page, 'forgotten password');
    await page.getByLabel('Email').fill(GUEST);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible();
    await page.goto(await mailedLink(GUEST, '/reset-password'));
    await expect(page.getByRole('heading', { name: 'Set a new password' })).toBeVisible();
    expect(page.url()).toBe(`${server.url}/reset-password`);
    await expectAccessible(page, 'new password');
    await page.getByLabel('New password').fill(SECOND_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Your password is changed' })).toBeVisible();
  });

  await test.step('the new password and a recovery code', async () => {
    await signIn(page, FIRST_PASSWORD);
    await expect(page.getByRole('alert')).toContainText('The email or the password is wrong');
    await signIn(page, SECOND_PASSWORD);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await expectWorklist(page);
  });

  await test.step('ending another session', async () => {
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await signIn(other, SECOND_PASSWORD);
    await other.getByRole('button', { name: 'Use a recovery code' }).click();
    await other.getByLabel('Recovery code').fill(recoveryCodes[1] ?? '');
    await other.keyboard.press('Enter');
    await expectWorklist(other);
    await page.goto(`${server.url}/security`);
    await page.getByRole('button', { name: /^End the session/ }).click();
    await expect(page.getByRole('button', { name: /^End the session/ })).toHaveCount(0);
    await other.reload();
    await expect(other).toHaveURL(/\/sign-in/);
    await elsewhere.close();
  });

  await test.step('another password', async () => {
    await page.getByRole('button', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change password' });
    await dialog.getByLabel('Current password').fill('not her password');
    await dialog.getByLabel('New password').fill('too short');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('Enter at least 12 characters.')).toBeVisible();
    await expectSound(page, 'change password');
    await dialog.getByLabel('New password').fill(THIRD_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('The current password is wrong');
    await dialog.getByLabel('Current password').fill(SECOND_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Your password is changed', { exact: true })).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText('This one')).toBeVisible();
    await signOut(page);
    await signIn(page, SECOND_PASSWORD);
    await expect(page.getByRole('alert')).toContainText('The email or the password is wrong');
    await signIn(page, THIRD_PASSWORD);
    await expect(page.getByLabel('Code of your authenticator')).toBeFocused();
  });

  // Refusals that the steps above provoke are errors on the console of a browser.
  await expectQuiet(seen, [/status of 401/]);
  await context.close();
});

test('an invitation can be rejected, and its link says afterwards that it is no longer open', async ({ page, browser }) => {
  const link = await invite(browser, 'no@hospital.example');
  await page.goto(link);
  await page.getByRole('button', { name: 'Reject the invitation' }).click();
  const sure = page.getByRole('dialog', { name: 'Reject the invitation?' });
  await expectAccessible(page, 'rejecting');
  await sure.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome, Grace' })).toBeVisible();
  await page.getByRole('button', { name: 'Reject the invitation' }).click();
  await sure.getByRole('button', { name: 'Reject', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'You rejected the invitation' })).toBeVisible();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This invitation is no longer open' })).toBeVisible();
  await page.goto(`${server.url}/invitation`);
  await expect(page.getByRole('heading', { name: 'This page needs the link of an invitation' })).toBeVisible();

  // The clinic sees it, and invites once more what is no longer open.
  await page.request.post(`${server.url}/api/session`, { data: OWNER });
  await page.goto(`${server.url}/admin/invitations`);
  const invitation = page.getByRole('listitem').filter({ hasText: 'no@hospital.example' });
  await expect(invitation).toContainText('Rejected');
  await page.getByLabel('Answer').selectOption({ label: 'Accepted' });
  await expect(invitation).toHaveCount(0);
  await page.getByLabel('Answer').selectOption({ label: 'Rejected' });
  await expect(invitation).toBeVisible();
  await expectSound(page, 'rejected invitations');
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByLabel('Name or email').fill('no@hospital');
  const user = page.getByRole('listitem').filter({ hasText: 'no@hospital.example' });
  await expect(user).toContainText('Invitation rejected');
  await expect(page.getByText(OWNER.email)).toHaveCount(0);
  await expectSound(page, 'users with a rejected invitation');
  await user.getByRole('button', { name: /^Invite again/ }).click();
  const again = page.getByRole('dialog', { name: 'Invite Grace Hopper again' });
  await expect(again.getByLabel('NPI number')).toHaveValue(INVITE.npiNumber);
  await again.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(user.getByText('Invited', { exact: true })).toBeVisible();
  await user.getByRole('button', { name: /^Revoke access/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
  await expect(user.getByText('Invitation revoked')).toBeVisible();
  await expect(user.getByRole('button', { name: /^Give access again/ })).toHaveCount(0);
  await expect(user.getByRole('button', { name: /^Invite again/ })).toBeVisible();
});

test('single sign-on says where it does not lead', async ({ page }) => {
  await page.goto(`${server.url}/sign-in?problem=sso_no_user`);
  await expect(page.getByRole('alert')).toContainText('no user with that verified email');
  await expect(page.getByRole('button', { name: 'Single sign-on' })).toBeDisabled();
  await page.getByLabel('Email').fill('somebody@nowhere.example');
  await page.getByRole('button', { name: 'Single sign-on' }).click();
  await expect(page.getByText('No clinic here has single sign-on for this email')).toBeVisible();
});
