import { expect, test } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { judgedFetch } from '../apps/server/test/judged-fetch.ts';
import { BRAIN } from './images.ts';
import { pdfText } from './pdf.ts';
import { dictate, greyValues, row, saved, sign, signIn } from './reading-room.ts';
import { startReceiver } from './receiver.ts';
import { type Server, startServer } from './server.ts';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const DICTATION =
  'There is a T two hyperintense focus in the left frontal white matter measuring three point five by four millimeters period No midline shift period Impression colon Left frontal white matter focus measuring three point five by four millimeters comma nonspecific period';

test('order in, images on screen, words dictated, report signed, PDF out, webhook received, addendum', async ({ page }) => {
  const receiver = await startReceiver();
  const key = await server.command<{ key: string; id: string; secret: string }>([
    'key',
    'create',
    '--description',
    'RIS',
    '--scope',
    'all',
    '--webhook-report',
    receiver.url,
  ]);
  await server.createReader('rhea@hospital.example', 'Solis');
  await signIn(page, server, 'rhea@hospital.example');

  // The order appears on the open worklist by itself.
  const answer = await judgedFetch(`${server.url}/v1/autoScribe/studies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      studyInstanceUid: BRAIN.studyInstanceUid,
      studyDescription: 'MR BRAIN WITHOUT CONTRAST',
      severity: 'stat',
      modality: 'MR',
      clinicalIndication: 'Memory loss.',
      reportMetadata: {
        patientName: 'Edith Marlowe',
        mrn: BRAIN.mrn,
        sex: 'female',
        age: '68 years',
        procedure: 'MRI brain without contrast',
      },
    }),
  });
  expect(answer.status).toBe(200);
  const study = (await answer.json()) as { studyId: string };
  await expect(row(page, 'Edith Marlowe')).toBeVisible();

  // Enter opens it; a dropped folder fills the viewer.
  await row(page, 'Edith Marlowe').click();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.url}/study/${study.studyId}`);
  await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(BRAIN.files);
  await expect(page.getByTestId('series-item').first()).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => greyValues(page), { timeout: 60_000 }).toBeGreaterThan(50);
  await expect(page.getByTestId('viewport-0-0')).toHaveAttribute('data-image-count', '20');

  // Dictation goes to its sections, and survives a reload.
  await dictate(page, DICTATION);
  await expect(page.getByTestId('section-findings')).toContainText('3.5 x 4 mm');
  await expect(page.getByTestId('section-impression')).toContainText('Left frontal white matter focus');
  await saved(page);
  await page.reload();
  await expect(page.getByTestId('section-findings')).toContainText('T2 hyperintense focus in the left frontal white matter');

  await sign(page, true);
  const { reports } = await server.api<{ reports: { reportId: string; status: string; isCritical: boolean; reportPlainText: string }[] }>(
    'GET',
    `/v1/autoScribe/reports?studyId=${study.studyId}`,
  );
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatchObject({ status: 'completed', isCritical: true });
  expect(reports[0]?.reportPlainText).toContain('measuring 3.5 x 4 mm');

  // The PDF says what was signed.
  const pdfs = await server.api<{ reports: { presignedUrl: string }[] }>('GET', `/v1/autoScribe/reports/pdf?studyId=${study.studyId}`);
  const file = await fetch(pdfs.reports[0]?.presignedUrl ?? '');
  expect(file.headers.get('content-type')).toBe('application/pdf');
  const text = await pdfText(new Uint8Array(await file.arrayBuffer()));
  for (const words of [
    'CRITICAL',
    'Edith Marlowe',
    BRAIN.mrn,
    'Left frontal white matter focus measuring 3.5 x 4 mm, nonspecific.',
    'Rhea Solis',
    '1234567893',
    'Page 1 of',
  ])
    expect(text).toContain(words);

  // The integrator hears of it, signed.
  await expect.poll(() => receiver.deliveries.length).toBe(1);
  const delivery = receiver.deliveries[0]!;
  const event = new Webhook(key.secret).verify(delivery.body, delivery.headers as Record<string, string>) as {
    type: string;
    data: Record<string, unknown>;
  };
  expect(event).toMatchObject({
    type: 'report.delivered',
    data: { reportId: reports[0]?.reportId, studyId: study.studyId, isCritical: true },
  });
  const listed = await server.command<{ events: { status: string; attempts: { statusCode: number }[] }[] }>(['webhooks', 'list']);
  expect(JSON.stringify(listed)).toContain('"delivered"');

  // An addendum has its own text and PDF; the signed report stays as it was.
  await page.getByTestId('add-addendum').click();
  await dictate(page, 'Findings were discussed with doctor Price by telephone period');
  await saved(page);
  await sign(page, false);
  const after = await server.api<{ reports: { reportId: string; isAddendum: boolean; status: string; reportPlainText: string }[] }>(
    'GET',
    `/v1/autoScribe/reports?studyId=${study.studyId}`,
  );
  expect(after.reports.map(({ isAddendum, status }) => [isAddendum, status])).toEqual(
    expect.arrayContaining([
      [false, 'completed'],
      [true, 'completed'],
    ]),
  );
  expect(after.reports.find(({ isAddendum }) => !isAddendum)?.reportPlainText).toBe(reports[0]?.reportPlainText);
  expect(after.reports.find(({ isAddendum }) => isAddendum)?.reportPlainText).toContain('discussed with');
  await expect.poll(() => receiver.deliveries.length).toBe(2);

  // Bytes are kept exactly as they came, and the whole installation holds together.
  const doctor = await server.command<{ ok: boolean }>(['doctor']);
  expect(doctor).toMatchObject({ ok: true });
  await receiver.close();
});
