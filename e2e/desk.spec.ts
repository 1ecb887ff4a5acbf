import { expect, type Page, test } from '@playwright/test';
import { newUid, order } from './orders.ts';
import { expectAccessible, expectQuiet, expectSound, watch } from './page-audit.ts';
import { type Server, startServer } from './server.ts';
import { signInOwner } from './sessions.ts';

let server: Server;

test.beforeAll(async () => {
  server = await startServer();
  await server.createReader('rhea@hospital.example', 'Solis');
});
test.afterAll(() => server.stop());

test('a desk: a customer and a reference, a study entered with them by keyboard, changed, assigned, and several cancelled at once', async ({
  page,
}) => {
  await signInOwner(page, server);
  const seen = watch(page.context(), server.url);
  const { keyboard } = page;
  await page.goto(`${server.url}/admin/customers`);
  await expect(page.getByText('No customer yet')).toBeVisible();
  await page.getByRole('button', { name: 'New customer' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Northern Imaging');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Users of Northern Imaging' }).click();
  const users = page.getByRole('dialog', { name: 'Users of Northern Imaging' });
  await users.getByLabel('Add a user').selectOption({ label: 'Rhea Solis, rhea@hospital.example' });
  await users.getByRole('button', { name: 'Add' }).click();
  await expect(users.getByRole('button', { name: 'Remove Rhea Solis' })).toBeVisible();
  await expectAccessible(page, 'users of a customer');
  await users.getByRole('button', { name: 'Close' }).first().click();
  await expect(page.getByText('1 user, since')).toBeVisible();

  await page.getByRole('link', { name: 'References' }).click();
  for (const { type, name } of [
    { type: 'Study description', name: 'CT CHEST WITH CONTRAST' },
    { type: 'Facility', name: 'West Wing' },
  ]) {
    await page.getByRole('button', { name: 'New reference' }).click();
    const dialog = page.getByRole('dialog', { name: 'New reference' });
    await dialog.getByLabel('Type').selectOption({ label: type });
    await dialog.getByLabel('Name').fill(name);
    await keyboard.press('Enter');
    await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  }
  await page.getByRole('button', { name: 'New reference' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Closed Wing');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete Closed Wing' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Closed Wing')).toHaveCount(0);
  await page.getByLabel('Shows').selectOption({ label: 'Both' });
  await page.getByRole('searchbox', { name: 'Name' }).fill('wing');
  await expect(page.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('listitem').filter({ hasText: 'Closed Wing' })).toContainText('Deleted');
  await expectSound(page, 'references');

  await page.goto(`${server.url}/admin/studies`);
  await expect(page.getByText('No study yet')).toBeVisible();
  await page.getByRole('link', { name: 'New study' }).focus();
  await keyboard.press('Enter');
  const description = page.getByRole('combobox', { name: 'Study description' });
  await description.focus();
  await keyboard.press('Enter');
  await expect(page.getByText('2 fields need another look.')).toBeVisible();
  await expect(page.getByLabel('StudyInstanceUID')).toBeFocused();
  await expectSound(page, 'new study with errors');
  await page.getByLabel('StudyInstanceUID').focus();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(page.getByLabel('StudyInstanceUID')).toHaveValue(/^2\.25\.\d+$/);
  await keyboard.press('Tab');
  await keyboard.type('chest');
  await expect(page.getByRole('option', { name: 'CT CHEST WITH CONTRAST' })).toBeVisible();
  await expectAccessible(page, 'suggestions');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(description).toHaveValue('CT CHEST WITH CONTRAST');
  await keyboard.press('Tab');
  await keyboard.type('STAT');
  await keyboard.press('Tab');
  await keyboard.type('CT');
  await keyboard.press('Tab');
  await keyboard.type('North');
  await page.getByLabel('Patient name').focus();
  await keyboard.type('Edith Marlowe');
  await page.getByLabel('Height', { exact: true }).fill('172.5');
  await page.getByRole('combobox', { name: 'Facility' }).focus();
  await expect(page.getByRole('option', { name: 'West Wing' })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  // A click on a link does not lose what was entered.
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay here' }).click();
  await page.getByLabel('Patient name').focus();
  await keyboard.press('Enter');
  const row = page.getByRole('listitem').filter({ hasText: 'Edith Marlowe' });
  await expect(row).toContainText('STAT');
  await expect(row).toContainText('Northern Imaging');

  await row.getByRole('link', { name: 'CT CHEST WITH CONTRAST' }).click();
  await expect(page.getByRole('combobox', { name: 'Facility' })).toHaveValue('West Wing');
  await page.getByLabel('Clinical indication').fill('Cough for three weeks.');
  await page.getByRole('button', { name: 'Add a prior report' }).click();
  await page.getByLabel('Report text').fill('Clear lungs.');
  await page.getByRole('button', { name: 'Add a pair' }).click();
  await page.getByLabel('Key of pair 1').fill('site');
  await page.getByLabel('Value of pair 1').fill('17');
  await page.getByLabel('Unit of height').selectOption('in');
  await expectSound(page, 'study');
  await page.getByRole('button', { name: 'Save' }).click();
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Assign…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rhea Solis' }).click();
  await expect(row).toContainText('Rhea Solis');
  await expect(row.getByRole('button', { name: /^Actions for/ })).toBeFocused();
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Link to the images…' }).click();
  await page.getByRole('dialog').getByLabel('For', { exact: true }).selectOption({ label: 'Rhea Solis' });
  await expectAccessible(page, 'link to the images');
  await page.getByRole('dialog').getByRole('button', { name: 'Make the link' }).click();
  const link = page.getByRole('dialog', { name: 'Copy the link now' });
  await expect(link).toContainText('for Rhea Solis');
  await expect(link.getByLabel('Link to the study', { exact: true })).toHaveValue(/\/open#/);
  await link.getByRole('button', { name: 'I have copied it' }).click();
  const { studies } = await server.api<{ studies: Record<string, unknown>[] }>('GET', '/v1/autoScribe/studies');
  expect(studies[0]).toMatchObject({
    severity: 'stat',
    modality: 'CT',
    studyReportStatus: 'assigned',
    expressCustomer: { expressCustomerName: 'Northern Imaging' },
    clinicalIndication: 'Cough for three weeks.',
    priorReports: [{ reportText: 'Clear lungs.' }],
    metadata: { site: '17' },
    reportMetadata: { patientName: 'Edith Marlowe', facilityName: 'West Wing', height: { unit: 'in', value: 172.5 } },
  });

  await page.getByRole('link', { name: 'New study' }).click();
  await page.getByLabel('StudyInstanceUID').fill(String(studies[0]?.studyInstanceUid));
  await page.getByRole('combobox', { name: 'Study description' }).fill('CT CHEST');
  await page.getByRole('button', { name: 'Create study' }).click();
  await expect(page.getByText('Already used by a study of this clinic.')).toBeVisible();
  await expect(page.getByLabel('StudyInstanceUID')).toBeFocused();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard and leave' }).click();

  await order(server, { patientName: 'Jonas Lind', studyDescription: 'XR KNEE' });
  await order(server, { patientName: 'Maria Sand', studyDescription: 'XR HAND' });
  await page.reload();
  const search = page.getByLabel('Patient, MRN, UID or description');
  await search.fill('sand maria');
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await search.fill(String(studies[0]?.studyInstanceUid));
  await expect(page.getByRole('listitem').filter({ hasText: 'Edith Marlowe' })).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(1);
  expect(page.url()).not.toContain(String(studies[0]?.studyInstanceUid));
  await search.fill('xr');
  await expect(page.getByRole('listitem')).toHaveCount(2);
  expect(page.url()).not.toContain('xr');
  await page.getByLabel('Choose all 2 shown').check();
  await page.getByRole('button', { name: 'Cancel them…' }).click();
  const bulk = page.getByRole('dialog', { name: 'Cancel 2 studies' });
  await bulk.getByRole('button', { name: 'Cancel the studies' }).click();
  await expect(bulk.getByText('2 done.')).toBeVisible();
  await expectSound(page, 'several cancelled');
  await bulk.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('No study matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await page.getByLabel('Cancelled', { exact: true }).selectOption({ label: 'Both' });
  await expect(page).toHaveURL(/\/admin\/studies\?cancelled=any$/);
  await expect(page.getByRole('listitem')).toHaveCount(3);
  await expectSound(page, 'studies');
  // The one refusal is the UID that was taken.
  await expectQuiet(seen, [/status of 409.*\/api\/admin\/studies/]);
});

test('the priors of a study: a bare text is edited and another removed, a study is named by keyboard, one that is gone is found out and removed', async ({
  page,
}) => {
  const patient = { patientName: 'Ada Brandt', mrn: 'AB-1' };
  const earlier = await order(server, { ...patient, studyDescription: 'XR CHEST', modality: 'DX' });
  const named = await order(server, { patientName: 'Ada Brandt-Cole', mrn: 'OLD-9', studyDescription: 'MR BRAIN', modality: 'MR' });
  const archived = {
    studyInstanceUid: newUid(),
    studyDescription: 'CT NECK',
    severity: 'normal',
    reportMetadata: patient,
    reportText: 'Old.',
  };
  const { studyId: gone } = await server.api<{ studyId: string }>('POST', '/v1/autoScribe/studies/external', archived);
  const studyId = await order(server, { ...patient, studyDescription: 'CT CHEST' });
  const ofStudy = `/v1/autoScribe/studies/${studyId}`;
  await server.api('PATCH', ofStudy, { priorReportTexts: ['Clear in 2019.', 'A duplicate.'], priorStudyIds: [gone, named] });
  await server.api('POST', '/v1/autoScribe/studies/external/delete', { studyId: gone });

  await signInOwner(page, server);
  const seen = watch(page.context(), server.url);
  const { keyboard } = page;
  await page.goto(`${server.url}/admin/studies/${studyId}`);
  const studies = page.getByRole('list', { name: 'Prior studies' }).getByRole('listitem');
  await expect(studies.nth(0)).toContainText(gone);
  await expect(studies.nth(0)).toContainText('It was deleted, or it is not shared with you.');
  await expect(studies.nth(1)).toContainText('Another MRN');
  await expect(studies.nth(1)).toContainText('Ada Brandt-Cole, OLD-9');

  const text = page.getByRole('group', { name: 'Prior text 1' }).getByLabel('Report text');
  await text.fill('');
  await page.getByRole('button', { name: 'Remove prior text 2' }).press('Enter');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(text).toBeFocused();
  await expect(page.getByText('Expected the text of the report.')).toBeVisible();
  await text.fill('Clear in 2019 and in 2021.');

  const add = page.getByRole('button', { name: 'Add a prior study' });
  await add.press('Enter');
  const picker = page.getByRole('dialog', { name: 'Add a prior study' });
  await expect(picker.getByText('1 study with the MRN AB-1')).toBeVisible();
  await expect(picker.getByRole('button', { name: /XR CHEST.*DX, no date.*Ada Brandt, AB-1/ })).toBeVisible();
  await keyboard.type('brandt');
  await expect(picker.getByText('2 studies found')).toBeVisible();
  await expect(picker.getByRole('button', { name: /MR BRAIN.*Named already/ })).toBeDisabled();
  await expectSound(page, 'prior study picker');
  await picker.getByLabel('Find a study').press('ArrowDown');
  await expect(picker.getByRole('button', { name: /XR CHEST/ })).toBeFocused();
  await keyboard.press('Enter');
  await expect(picker).toHaveCount(0);
  await expect(add).toBeFocused();
  await expect(studies.nth(2)).toContainText('XR CHEST');

  await page.getByRole('button', { name: 'Save' }).click();
  const ofGone = page.getByRole('button', { name: `Remove prior study 1: ${gone}` });
  await expect(ofGone).toBeFocused();
  await expect(studies.nth(0)).toContainText('No such study.');
  await expect(page.getByText('A study named as a prior is not there.')).toBeVisible();
  await expectSound(page, 'priors with an error');
  await keyboard.press('Enter');
  await expect(page.getByText('No such study.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The study is saved', { exact: true })).toBeVisible();
  expect(await server.api('GET', ofStudy)).toMatchObject({
    priorReportTexts: ['Clear in 2019 and in 2021.'],
    priorStudyIds: [named, earlier],
  });

  // A new study is given its priors too: found by the id, for a patient who has no number yet.
  await page.getByRole('link', { name: 'New study' }).click();
  await page.getByLabel('StudyInstanceUID').fill(newUid());
  await page.getByRole('combobox', { name: 'Study description' }).fill('CT ABDOMEN');
  await add.click();
  await expect(picker.getByText('Write whom or what to look for.')).toBeVisible();
  await picker.getByLabel('Find a study').fill(earlier);
  await picker.getByRole('button', { name: /XR CHEST/ }).click();
  await page.getByRole('button', { name: 'Create study' }).click();
  await expect(page.getByText('The study is created', { exact: true })).toBeVisible();
  const { studies: all } = await server.api<{ studies: Record<string, unknown>[] }>(
    'GET',
    '/v1/autoScribe/studies?studyDescription=ABDOMEN',
  );
  expect(all).toMatchObject([{ priorStudyIds: [earlier], priorReportTexts: [] }]);
  // The one refusal is the study that was gone.
  await expectQuiet(seen, [/status of 404.*\/api\/admin\/studies/]);
});

/** Nothing that was typed is lost without asking; stays, or leaves. */
async function answerLeaving(page: Page, answer: 'Stay here' | 'Discard and leave'): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: answer }).click();
  await expect(dialog).toHaveCount(0);
}

/** A study with its form open; `sent` holds the bodies of the changes that the page asks for. */
async function openStudy(page: Page, fields: Record<string, unknown>) {
  const { studyId } = await server.api<{ studyId: string }>('POST', '/v1/autoScribe/studies', {
    studyInstanceUid: newUid(),
    studyDescription: 'CT HEAD',
    severity: 'normal',
    reportMetadata: {},
    ...fields,
  });
  await signInOwner(page, server);
  const sent: unknown[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(request.postDataJSON());
  });
  await page.goto(`${server.url}/admin/studies/${studyId}`);
  await expect(page.getByRole('combobox', { name: 'Study description' })).toHaveValue('CT HEAD');
  return { sent, read: () => server.api('GET', `/v1/autoScribe/studies/${studyId}`), path: `/v1/autoScribe/studies/${studyId}` };
}

test('a date, a time or a number that is not whole is refused at its field: what is stored is not deleted', async ({ page }) => {
  const header = { dateOfBirth: '1960-01-02', studyDate: '2026-01-02', studyTime: '10:30', height: { unit: 'cm', value: 170 } };
  const prior = { reportText: 'Clear.', studyDate: '2019-05-06' };
  const { sent, read } = await openStudy(page, { reportMetadata: header, priorReports: [prior, { ...prior, studyDate: '2020-05-06' }] });
  const { keyboard } = page;
  const [birth, height] = [page.getByLabel('Date of birth'), page.getByLabel('Height', { exact: true })];
  await birth.focus();
  await keyboard.press('Backspace');
  await height.focus();
  await expect(page.getByText('Enter a whole date.')).toHaveCount(1);
  await keyboard.press('End');
  await keyboard.type('e');
  await page.getByLabel('Study date').focus();
  await keyboard.type('02312020');
  await page.getByLabel('Study time').focus();
  await keyboard.press('Backspace');
  const dateOfPrior = page.getByRole('group', { name: 'Prior report 1' }).getByLabel('Date');
  await dateOfPrior.focus();
  await keyboard.press('Delete');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter a whole date.')).toHaveCount(3);
  await expect(page.getByText('Enter a whole time.')).toBeVisible();
  await expect(page.getByText('Enter a number.')).toBeVisible();
  await expect(page.getByText('5 fields need another look.')).toBeVisible();
  await expect(birth).toBeFocused();
  await expectSound(page, 'study with unfinished fields');
  expect(sent).toEqual([]);

  await keyboard.type('03');
  await expect(birth).toHaveValue('1960-03-02');
  await height.fill('171');
  await page.getByLabel('Study date').fill('2026-02-28');
  await page.getByLabel('Study time').fill('11:15');
  // The rest of an unfinished date goes with its row.
  await page.getByRole('button', { name: 'Remove prior report 1' }).click();
  await expect(dateOfPrior).toHaveValue('2020-05-06');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The study is saved', { exact: true })).toBeVisible();
  expect(await read()).toMatchObject({
    reportMetadata: { dateOfBirth: '1960-03-02', studyDate: '2026-02-28', studyTime: '11:15', height: { value: 171 } },
    priorReports: [{ studyDate: '2020-05-06' }],
  });
});

test('a long study scrolls inside the page: the page itself is never longer than the window', async ({ page }) => {
  const priorReports = [1, 2, 3, 4, 5].map((year) => ({ reportText: `Clear in 202${year}.` }));
  await openStudy(page, { priorReports, technologistNotes: ['Moved.', 'Asked twice.', 'Held the breath.'] });
  for (const size of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    await page.getByRole('button', { name: 'Add a pair' }).focus();
    await page.mouse.move(size.width - 200, 300);
    await page.mouse.wheel(0, 20_000);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(size.height);
    await expect(page.getByRole('banner')).toBeInViewport();
  }
});

test('what somebody else saved meanwhile is not overwritten: it is loaded, what was typed here stays, and fields that both changed are named', async ({
  page,
}) => {
  const { sent, read, path } = await openStudy(page, { clinicalHistory: 'Smoker.', technologistNotes: ['Moved.'] });
  const alert = page.getByRole('alert');
  const save = page.getByRole('button', { name: 'Save' });
  await page.getByLabel('MRN').fill('M-7');
  await page.getByLabel('Clinical history').fill('Smoker, 20 pack years.');
  await server.api('PATCH', path, { severity: 'stat', clinicalHistory: 'Never smoked.' });
  await save.click();
  await expect(alert).toContainText('Somebody else has changed it meanwhile. Nothing was saved.');
  await expect(alert).toContainText('Both of you changed the clinical history');
  await expect(page.getByLabel('Priority')).toHaveValue('stat');
  await expect(page.getByLabel('MRN')).toHaveValue('M-7');
  await expect(page.getByLabel('Clinical history')).toHaveValue('Smoker, 20 pack years.');
  expect(await read()).toMatchObject({ clinicalHistory: 'Never smoked.', reportMetadata: {} });
  await expectSound(page, 'a study that is stale');
  await save.click();
  await expect(page.getByText('The study is saved', { exact: true })).toBeVisible();
  expect(await read()).toMatchObject({
    severity: 'stat',
    clinicalHistory: 'Smoker, 20 pack years.',
    technologistNotes: ['Moved.'],
    reportMetadata: { mrn: 'M-7' },
  });
  expect(sent).toHaveLength(2);
});

test('no way out loses what was typed without asking: Back, Forward, links and the menus', async ({ page }) => {
  await openStudy(page, {});
  const form = page.url();
  const mrn = page.getByLabel('MRN');
  await page.goto(`${server.url}/admin/studies`);
  const entry = page.getByRole('link', { name: 'CT HEAD' }).first();
  await entry.click();
  await mrn.fill('M-1');
  await page.goBack();
  await answerLeaving(page, 'Stay here');
  expect(page.url()).toMatch(/\/admin\/studies\/stu_/);
  await expect(mrn).toHaveValue('M-1');

  for (const [menu, item] of [
    [/^Actions for/, 'Open in the reading room'],
    [/^Actions for/, 'Who did what with it'],
    [/^Account/, 'Security'],
    [/^Account/, 'Sign out'],
    [/^Account/, 'Sign out everywhere…'],
  ] as const) {
    await page.getByRole('button', { name: menu }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await answerLeaving(page, 'Stay here');
    await expect(mrn).toHaveValue('M-1');
  }
  await page.goBack();
  await answerLeaving(page, 'Discard and leave');
  await expect(page).toHaveURL(`${server.url}/admin/studies`);
  await expect(entry).toBeVisible();

  // Forward: the one entry ahead, and then behind, is the list of users.
  await entry.click();
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeVisible();
  await page.goBack();
  await mrn.fill('M-2');
  await page.goForward();
  await answerLeaving(page, 'Stay here');
  await expect(mrn).toHaveValue('M-2');
  await page.getByRole('link', { name: 'Back to the worklist' }).click();
  await answerLeaving(page, 'Stay here');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await answerLeaving(page, 'Discard and leave');
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeVisible();

  // What is saved, or never typed, is left unasked.
  await page.goto(form);
  await mrn.fill('M-3');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Studies', exact: true })).toBeVisible();

  // Who signs out is asked once, not by the browser again.
  await page.goto(form);
  await mrn.fill('M-4');
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await answerLeaving(page, 'Discard and leave');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
});

test('what has the focus is never under the bar with Save', async ({ page }) => {
  await openStudy(page, { technologistNotes: ['Moved.'], priorReports: [{ reportText: 'Clear.' }] });
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await page.getByRole('combobox', { name: 'Study description' }).focus();
    for (const [key, last] of [
      ['Tab', 'Save'],
      ['Shift+Tab', 'Study description'],
    ] as const) {
      const hidden: string[] = [];
      for (let steps = 0, name = ''; name !== last && steps < 90; steps += 1) {
        await page.keyboard.press(key);
        const seen = await page.evaluate(() => {
          const focused = document.activeElement as HTMLElement;
          const bar = [...document.querySelectorAll('form button[type=submit]')].at(-1)?.closest('.sticky');
          const box = focused.getBoundingClientRect();
          const isCovered = !bar?.contains(focused) && box.bottom > (bar?.getBoundingClientRect().top ?? 0);
          const label = focused.getAttribute('aria-label') ?? (focused as HTMLInputElement).labels?.[0]?.textContent ?? focused.textContent;
          return { name: (label ?? '').trim(), isCovered };
        });
        name = seen.name;
        if (seen.isCovered) hidden.push(name);
      }
      expect(hidden, `${key} at ${size.width} px`).toEqual([]);
    }
  }
});

test('clinic settings, single sign-on and the dialogs ask too before they lose what was typed', async ({ page }) => {
  await signInOwner(page, server);
  await page.goto(`${server.url}/admin/clinic`);
  const letterhead = page.getByLabel('Address and telephone');
  await letterhead.fill('12 Bay Road');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await answerLeaving(page, 'Stay here');
  await expect(letterhead).toHaveValue('12 Bay Road');
  await page.getByRole('link', { name: 'Single sign-on' }).click();
  await answerLeaving(page, 'Discard and leave');
  await page.getByLabel('Issuer').fill('https://id.example');
  await page.goBack();
  await answerLeaving(page, 'Stay here');
  await expect(page.getByLabel('Issuer')).toHaveValue('https://id.example');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await answerLeaving(page, 'Discard and leave');

  const edit = page.getByRole('button', { name: 'Edit Rhea Solis' });
  const dialog = page.getByRole('dialog', { name: 'Edit Rhea Solis' });
  await edit.click();
  await dialog.getByLabel('Middle name').fill('M');
  await page.keyboard.press('Escape');
  await answerLeaving(page, 'Stay here');
  await expect(dialog.getByLabel('Middle name')).toHaveValue('M');
  await expect(dialog.getByLabel('Middle name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expectSound(page, 'a dialog that would lose what was typed');
  await answerLeaving(page, 'Discard and leave');
  await expect(dialog).toHaveCount(0);
  await expect(edit).toBeFocused();
  await edit.click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('rows come and go with the focus and with what was found of them', async ({ page }) => {
  const { sent } = await openStudy(page, {
    technologistNotes: ['Moved.', 'Coughed.'],
    priorReports: [{ reportText: 'Clear.' }, { reportText: 'Nodule.' }, { reportText: 'Mass.' }],
  });
  const note = (number: number) => page.getByLabel(`Note ${number}`, { exact: true });
  await page.getByRole('button', { name: 'Add a note' }).click();
  await expect(note(3)).toBeFocused();
  await page.keyboard.type('Asked.');
  await page.getByRole('button', { name: 'Remove note 2' }).press('Enter');
  await expect(note(2)).toBeFocused();
  await expect(note(2)).toHaveValue('Asked.');
  await page.getByRole('button', { name: 'Remove note 2' }).press('Enter');
  await expect(note(1)).toBeFocused();
  await page.getByRole('button', { name: 'Remove note 1' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Add a note' })).toBeFocused();

  const prior = (number: number) => page.getByRole('group', { name: `Prior report ${number}` });
  await prior(2).getByLabel('Report text').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(prior(2).getByLabel('Report text')).toBeFocused();
  await page.getByRole('button', { name: 'Remove prior report 1' }).press('Enter');
  await expect(prior(1).getByLabel('Description')).toBeFocused();
  await expect(prior(1).getByText('Expected the text of the report.')).toBeVisible();
  await expect(page.getByText('Expected the text of the report.')).toHaveCount(1);
  await page.getByRole('button', { name: 'Add a prior report' }).click();
  await expect(prior(3).getByLabel('Description')).toBeFocused();

  await page.getByRole('button', { name: 'Add a pair' }).click();
  await expect(page.getByLabel('Key of pair 1')).toBeFocused();
  await page.keyboard.type('__proto__');
  await expect(page.getByText('This key cannot be used.')).toBeVisible();
  await page.getByLabel('Height', { exact: true }).fill('-1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Expected zero or more.')).toBeVisible();
  expect(sent).toEqual([]);
  await page.getByRole('button', { name: 'Remove pair 1' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Add a pair' })).toBeFocused();
});

for (const { window, viewport } of [
  { window: 'wide', viewport: { width: 1440, height: 900 } },
  { window: 'narrow', viewport: { width: 390, height: 844 } },
]) {
  test(`what a ${window} window says in passing lies over nothing that is pressed next`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await signInOwner(page, server);
    await page.goto(`${server.url}/admin/studies/new`);
    await page.getByLabel('StudyInstanceUID').fill(newUid());
    await page.getByRole('combobox', { name: 'Study description' }).fill('CT NECK');
    await page.getByRole('button', { name: 'Create study' }).click();
    await page.getByRole('link', { name: 'New study' }).click();
    const next = page.getByRole('button', { name: 'Create study' });
    await expect(next).toBeInViewport();
    await expect(page.getByRole('listitem').filter({ hasText: 'The study is created' })).toBeVisible();
    const isOnTop = await next.evaluate((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(isOnTop).toBe(true);
  });
}
