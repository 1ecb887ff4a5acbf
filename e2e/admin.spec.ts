import { type BrowserContext, expect, test } from '@playwright/test';
import { judgedFetch } from '../apps/server/test/judged-fetch.ts';
import { newUid } from './orders.ts';
import { expectAccessible, expectQuiet, expectSound, watch } from './page-audit.ts';
import { startReceiver } from './receiver.ts';
import { type Server, startServer } from './server.ts';
import { browserOf, signInOwner } from './sessions.ts';

const READER = 'rhea@hospital.example';
let server: Server;

test.beforeAll(async () => {
  server = await startServer();
  await server.createReader(READER, 'Solis');
});
test.afterAll(() => server.stop());

/** Signs a report as the reading room's page would, without its editor: that is not what these tests are about. */
async function signReport(reader: BrowserContext, studyId: string): Promise<void> {
  const call = async (method: 'post' | 'put', path: string, data?: unknown) => {
    const answer = await reader.request[method](`${server.url}/api${path}`, data === undefined ? {} : { data });
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  };
  const { report, draft } = await call('post', `/studies/${studyId}/report`);
  const words: Record<string, string> = { findings: 'The lungs are clear.', impression: 'No acute abnormality.' };
  const sections = draft.document.sections.map(({ id }: { id: string }) => ({
    id,
    paragraphs: words[id] ? [{ label: null, spans: [{ text: words[id], origin: 'typed', accepted: true }] }] : [],
  }));
  const saved = await call('put', `/reports/${report.reportId}/draft`, {
    baseRevision: draft.revision,
    document: { ...draft.document, sections },
    dictation: '',
  });
  await call('post', `/reports/${report.reportId}/sign`, { revision: saved.revision, isCritical: false, dismissals: [] });
}

const DESK = { width: 1280, height: 800 };

test('an owner invites somebody, hands the link on, changes a user and takes their access away', async ({ page, browser }) => {
  await signInOwner(page, server);
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/`);
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await expect(page).toHaveURL(`${server.url}/admin/users`);
  await expect(page.getByText(READER)).toBeVisible();
  await expectSound(page, 'users', DESK);

  await page.getByRole('link', { name: 'Invitations' }).click();
  await expect(page.getByText('No invitation yet')).toBeVisible();
  await expectSound(page, 'no invitations', DESK);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('NPI number').fill('1234567890');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog.getByLabel('Email')).toBeFocused();
  await expect(dialog.getByText('Expected an email address.')).toBeVisible();
  await expect(dialog.getByText('valid check digit')).toBeVisible();
  await expectSound(page, 'invitation with errors', DESK);
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
  await expect(once.getByLabel('Invitation link', { exact: true })).toHaveValue(new RegExp(`^${server.url}/`));
  await expectSound(page, 'invitation link', DESK);
  await once.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText('Nora Newman', { exact: true })).toBeVisible();
  await expectSound(page, 'invitations', DESK);
  await page.getByRole('button', { name: 'Revoke: Nora Newman' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  const newman = page.getByRole('listitem').filter({ hasText: 'Nora Newman' });
  await expect(newman).toContainText('Revoked');
  await expect(newman.getByRole('button', { name: 'Invite again: Nora Newman' })).toBeVisible();

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
  const row = page.getByRole('listitem').filter({ hasText: 'Rhea Solis' });
  await expect(row.getByText('No access')).toBeVisible();
  expect((await reader.request.get(`${server.url}/api/worklist`)).status()).toBe(401);
  await page.getByRole('button', { name: 'Give access again: Rhea Solis' }).click();
  await expect(row.getByText('No access')).toHaveCount(0);
  // The one refusal is the invitation whose NPI was missing.
  await expectQuiet(seen, [/status of 422.*\/api\/admin\/invitations/]);
});

test('an owner makes an API key, gives it a webhook, rotates its secret and revokes it', async ({ page }) => {
  await signInOwner(page, server);
  const seen = watch(page.context(), server.url);
  await page.goto(`${server.url}/admin/keys`);
  await page.getByRole('button', { name: 'Create a key' }).click();
  const create = page.getByRole('dialog', { name: 'Create a key' });
  await create.getByLabel('Report webhook URL').fill('pacs');
  await create.getByRole('button', { name: 'Create' }).click();
  await expect(create.getByLabel('Description')).toBeFocused();
  await expect(create.getByText('Expected an https URL without credentials')).toBeVisible();
  await expectSound(page, 'new key with errors', DESK);
  await create.getByLabel('Description').fill('PACS of the west wing');
  await create.getByLabel('Report webhook URL').fill('');
  await create.getByLabel('Reaches').selectOption({ label: 'The whole clinic' });
  await create.getByRole('button', { name: 'Create' }).click();
  const once = page.getByRole('dialog', { name: 'Copy the key now' });
  const key = await once.getByLabel('API key', { exact: true }).inputValue();
  expect(await once.getByLabel('Webhook secret', { exact: true }).inputValue()).toMatch(/^whsec_/);
  await expectSound(page, 'key shown once', DESK);
  await once.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText('PACS of the west wing')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create a key' })).toBeFocused();
  const called = () => judgedFetch(`${server.url}/v1/autoScribe/studies`, { headers: { authorization: `Bearer ${key}` } });
  expect((await called()).status).toBe(200);

  const menuItem = async (name: string) => {
    await page.getByRole('button', { name: 'Actions for PACS of the west wing' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await menuItem('Edit');
  const edit = page.getByRole('dialog', { name: 'Edit PACS of the west wing' });
  await edit.getByLabel('Report webhook URL').fill(`${server.url}/nothing-listens-here`);
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Reports: ${server.url}/nothing-listens-here`)).toBeVisible();
  await menuItem('Send a test event');
  await page.getByRole('dialog', { name: 'Send a test event' }).getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('The test was not taken', { exact: true })).toBeVisible();
  await menuItem('Rotate the webhook secret');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('dialog', { name: 'Copy the new secret now' }).getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('button', { name: 'Actions for PACS of the west wing' })).toBeFocused();
  await expect(page.getByText('The secret before the rotation signs until')).toBeVisible();
  await expectSound(page, 'keys', DESK);
  await menuItem('Revoke');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText(/^Revoked /)).toBeVisible();
  expect((await called()).status).toBe(401);
  await expectQuiet(seen);
});

test('the webhook log shows what a program answered, and an event is sent again', async ({ page, browser }) => {
  const receiver = await startReceiver();
  try {
    await signInOwner(page, server);
    const made = await page.request.post(`${server.url}/api/admin/keys`, {
      data: { description: 'RIS', scope: 'self', reportWebhookUrl: receiver.url },
    });
    const { key } = await made.json();
    await page.goto(`${server.url}/admin/webhooks`);
    await expect(page.getByRole('heading', { name: 'Webhook log' })).toBeVisible();
    const { studyId } = await server.apiWith(key)<{ studyId: string }>('POST', '/v1/autoScribe/studies', {
      studyInstanceUid: newUid(),
      studyDescription: 'CT CHEST',
      severity: 'normal',
      reportMetadata: { patientName: 'Edith Marlowe' },
    });
    await signReport(await browserOf(browser, server, READER), studyId);
    await expect.poll(() => receiver.deliveries.length, { timeout: 60_000 }).toBe(1);

    await page.reload();
    const event = page.getByRole('listitem').filter({ hasText: 'report.delivered' });
    await expect(event).toContainText('To RIS');
    await expect(event).toContainText('Delivered');
    await expectSound(page, 'webhook log', DESK);
    await event.getByRole('button', { name: /^Details/ }).click();
    const details = page.getByRole('dialog', { name: 'report.delivered' });
    await expect(details.getByText('Attempt 1: answered 200')).toBeVisible();
    await expect(details.getByText('{"success":true}')).toBeVisible();
    await expectSound(page, 'webhook event', DESK);
    await details.getByRole('button', { name: 'Send again' }).dblclick();
    await expect(page.getByText('The event is sent again', { exact: true })).toBeVisible();
    await expect(page.getByText('The event was not sent again', { exact: true })).toHaveCount(0);
    await expect.poll(() => receiver.deliveries.length, { timeout: 60_000 }).toBe(2);
    expect(receiver.deliveries[1]?.headers['webhook-id']).toBe(receiver.deliveries[0]?.headers['webhook-id']);

    // The program wants no more: the event says what became of it, and a resend what to do first.
    const reloadUntil = (words: string) =>
      expect(async () => {
        await page.reload();
        await expect(event).toContainText(words, { timeout: 1000 });
      }).toPass();
    await reloadUntil('2 attempts');
    receiver.answerWith(410);
    await event.getByRole('button', { name: /^Details/ }).click();
    await details.getByRole('button', { name: 'Send again' }).click();
    await reloadUntil('Warnings');
    await event.getByRole('button', { name: /^Details/ }).click();
    await expect(details).toContainText('The receiver answered 410: the report webhook URL was taken off the key.');
    await details.getByRole('button', { name: 'Send again' }).click();
    const toasts = page.getByLabel(/^Notifications/);
    await expect(toasts.getByText('The key has no report webhook URL: set one under API keys, then send the event again.')).toBeVisible();
  } finally {
    await receiver.close();
  }
});

test('what is nobody’s is looked at without taking it, and taken where the menu says so', async ({ page }) => {
  await signInOwner(page, server);
  const { user } = (await (await page.request.get(`${server.url}/api/session`)).json()).session;
  await page.request.patch(`${server.url}/api/admin/users/${user.userId}`, { data: { canCreateReports: true, npiNumber: '1234567893' } });
  const study = {
    studyInstanceUid: newUid(),
    studyDescription: 'CT FOOT',
    severity: 'normal',
    reportMetadata: { patientName: 'Doe^Jane^Q' },
  };
  const made = await page.request.post(`${server.url}/api/admin/studies`, { data: study });
  const { studyId } = await made.json();
  const status = async () => (await (await page.request.get(`${server.url}/api/admin/studies/${studyId}`)).json()).studyReportStatus;
  const choose = async (name: string) => {
    await page.goto(`${server.url}/admin/studies`);
    await page.getByRole('button', { name: 'Actions for Doe, Jane Q, CT FOOT' }).click();
    await page.getByRole('menuitem', { name }).click();
    await expect(page.getByRole('heading', { name: 'Doe, Jane Q' })).toBeVisible();
  };
  await choose('View the images');
  await expect(page.getByRole('region', { name: 'Report' })).toHaveCount(0);
  expect(await status()).toBe('unassigned');
  await choose('Open and take it');
  await expect(page.getByRole('region', { name: 'Report' })).toBeVisible();
  await expect.poll(status).toBe('in_progress');
  await choose('Open in the reading room');
  await page.reload();
  await page.getByRole('link', { name: 'Back to the studies' }).click();
  await expect(page).toHaveURL(`${server.url}/admin/studies`);
  await expect(page.getByRole('heading', { name: 'Studies', exact: true })).toBeVisible();

  // What was opened by its address leads to the worklist.
  await page.goto(`${server.url}/study/${studyId}`);
  await page.getByRole('link', { name: 'Back to the worklist' }).click();
  await expect(page).toHaveURL(`${server.url}/`);
});

test('a name without a space is read to its end, also on a telephone', async ({ page }) => {
  await signInOwner(page, server);
  const post = async (path: string, data: unknown) => {
    const answer = await page.request.post(`${server.url}/api/admin${path}`, { data });
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  };
  const long = `${'RadiologyOfTheNorthernHospitals'.repeat(4)}Site7`;
  const { apiKey } = await post('/keys', { description: long, scope: 'self', reportWebhookUrl: `${server.url}/nothing-listens-here` });
  await post(`/keys/${apiKey.apiKeyId}/test-event`, { target: 'report' });
  await post('/customers', { expressCustomerName: long });
  await post('/studies', { studyInstanceUid: newUid(), studyDescription: long, severity: 'normal', reportMetadata: { patientName: long } });
  await server.createReader('olga@hospital.example', long);
  await page.setViewportSize({ width: 390, height: 844 });

  /** The words of this element that end outside of it, of its row and of its dialog, or are cut off. */
  const expectWhole = async (path: string) => {
    const cut = await page.evaluate((name) => {
      const found: string[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const own = text.parentElement;
        if (!own || !text.textContent?.includes(name) || own.closest('option, .sr-only')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (let box: Element | null = own; box && box !== document.body; box = box.parentElement) {
          if (getComputedStyle(box).display === 'inline') continue;
          if (range.getBoundingClientRect().right > box.getBoundingClientRect().right + 1) found.push(box.outerHTML.slice(0, 120));
        }
      }
      return found;
    }, long);
    expect(cut, path).toEqual([]);
  };
  for (const path of ['customers', 'users', 'keys', 'studies', 'webhooks']) {
    await page.goto(`${server.url}/admin/${path}`);
    await expect(page.getByRole('listitem').filter({ hasText: long }).first(), path).toBeVisible();
    await expectWhole(path);
  }
  await page
    .getByRole('button', { name: /^Details/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText(long);
  await expectWhole('webhook event');
  await page.goto(`${server.url}/admin/keys`);
  await page.getByRole('button', { name: `Actions for ${long}` }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await expect(page.getByRole('dialog')).toContainText(long);
  await expectWhole('the question to revoke it');
});

test('an archive study shows its report where it is edited; customers of one name are told apart', async ({ page, browser }) => {
  await signInOwner(page, server);
  const post = async (path: string, data: unknown) => {
    const answer = await page.request.post(`${server.url}/api/admin${path}`, { data });
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  };
  const study = { studyDescription: 'CT NECK', severity: 'normal', reportMetadata: { patientName: 'Ada Brandt' } };
  const archive = await post('/studies/external', { ...study, studyInstanceUid: newUid(), reportText: 'No abnormality then.' });
  await page.goto(`${server.url}/admin/studies/${archive.studyId}`);
  await expect(page.getByText('No abnormality then.')).toBeVisible();
  await expectSound(page, 'archive study', DESK);
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Add to its report…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add to its report' });
  await dialog.getByLabel('File URL').fill('https://pacs.example/report');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText('A file needs a name, such as report.pdf.')).toBeVisible();

  const signed = await post('/studies', { ...study, studyInstanceUid: newUid() });
  await signReport(await browserOf(browser, server, READER), signed.studyId);
  await page.goto(`${server.url}/admin/studies/${signed.studyId}`);
  await expect(page.getByLabel('Assigned to')).toBeDisabled();
  await expect(page.getByText('It is signed and stays with its reader.')).toBeVisible();

  for (const _ of [1, 2]) await post('/customers', { expressCustomerName: 'Northern Imaging' });
  await page.goto(`${server.url}/admin/studies`);
  await expect(page.getByLabel('Customer').getByRole('option', { name: /^Northern Imaging, since / })).toHaveCount(2);
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
