import { writeFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { cell, drawn, greysAt } from './canvas.ts';
import { withOtherUids } from './dicom-files.ts';
import { type ImageSender, startImageSender } from './image-sender.ts';
import { BRAIN, store } from './images.ts';
import { expectAccessible, expectFits, expectQuiet, watch } from './page-audit.ts';
import { type Server, startServer } from './server.ts';
import { closeAll } from './sessions.ts';

const READER = 'rhea@hospital.example';
const PD_DESCRIPTION = 'FSE PD AXIAL OBL';
const T2_DESCRIPTION = 'FSE T2 AXIAL OBL';
/** Five slices in two series of one study: PD as it is, T2 made of it. */
const PD = [4, 8, 12].map((index) => ({ name: `pd-${index}.dcm`, uid: sopUid(2, index), bytes: slice(index) }));
const T2 = [6, 10].map((index) => ({ name: `t2-${index}.dcm`, uid: sopUid(9, index), bytes: asT2(index) }));
/** One pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

let server: Server;
let sender: ImageSender;
/** Of a key with that sender as its study webhook. */
let api: Server['api'];
let readerId: string;

test.beforeAll(async () => {
  [server, sender] = await Promise.all([startServer(), startImageSender()]);
  const args = ['key', 'create', '--description', 'PACS', '--scope', 'all', '--viewer', '--webhook-study', sender.webhookUrl];
  const [{ key }, reader] = await Promise.all([server.command<{ key: string }>(args), server.createReader(READER, 'Solis')]);
  readerId = reader;
  api = server.apiWith(key);
  for (const { name, bytes } of [...PD, ...T2]) sender.files.set(name, bytes);
});
test.afterEach(({ browser }) => closeAll(browser));
test.afterAll(() => Promise.all([server.stop(), sender.close()]));

function sopUid(series: number, index: number): string {
  return `0.0.0.0.1.8811.${series}.${index + 1}.20010413115754.12432`;
}

function slice(index: number): Buffer {
  return withOtherUids(BRAIN.files[index]!, '.12432', '.12432');
}

/** The same slice in another series, under another description. */
function asT2(index: number): Buffer {
  const bytes = withOtherUids(BRAIN.files[index]!, '.8811.2.', '.8811.9.');
  return Buffer.from(bytes.toString('latin1').replaceAll(PD_DESCRIPTION, T2_DESCRIPTION), 'latin1');
}

function manifestSeries(number: number, description: string, uids: string[]): object {
  const image = { sopClassUID: '1.2.840.10008.5.1.4.1.1.4', rows: 256, columns: 256, bitsAllocated: 16, samplesPerPixel: 1 };
  return {
    seriesInstanceUID: `0.0.0.0.3.8811.${number}.20010413115754.12432`,
    seriesNumber: number,
    seriesDescription: description,
    modality: 'MR',
    sops: uids.map((sopInstanceUID) => ({ ...image, sopInstanceUID, photometricInterpretation: 'MONOCHROME2' })),
  };
}

/** How many greys a cell shows. */
async function greys(page: Page, row: number, column: number): Promise<number> {
  const places = Array.from({ length: 900 }, (_, index) => [60 + (index % 30) * 8, 60 + Math.floor(index / 30) * 8] as const);
  return new Set(await greysAt(cell(page, row, column), places)).size;
}

test('a link to images opens the viewer alone, hung as its sender said, and a bad file keeps no other back', async ({ browser }) => {
  const broken = 'broken.dcm';
  sender.files.set(broken, PD[0]!.bytes.subarray(0, 600));
  sender.files.set('film.png', Buffer.from(PNG, 'base64'));
  sender.answerWith({
    authorized: true,
    urls: [...PD.map((file) => file.name), broken, ...T2.map((file) => file.name)].map(sender.url),
    manifests: [
      {
        studyInstanceUID: BRAIN.studyInstanceUid,
        series: [
          manifestSeries(2, PD_DESCRIPTION, [...PD.map((file) => file.uid), sopUid(2, 16)]),
          manifestSeries(
            9,
            T2_DESCRIPTION,
            T2.map((file) => file.uid),
          ),
        ],
      },
    ],
    mediaUrls: [{ url: sender.url('film.png'), mimeType: 'image/png', fileName: 'Film of 2001.png' }],
  });
  const { url } = await api<{ url: string }>('POST', '/v1/viewer/ephemeral-sessions', {
    retrievalId: 'accession 4711',
    options: { tone: 'märchen', list: [1, 2] },
    hangingProtocol: { layout: '2x2', viewportAssignments: [T2_DESCRIPTION, null, 'DWI', PD_DESCRIPTION] },
  });
  const token = new URL(url).hash.slice(1);
  const context = await browser.newContext();
  const seen = watch(context, server.url);
  const page = await context.newPage();
  await page.goto(url);
  await expect(page).toHaveURL(/\/ephemeral\/[0-9a-f-]{36}$/);
  expect(page.url()).not.toContain(token);
  await drawn(cell(page, 0, 0));
  await drawn(cell(page, 1, 1));
  expect(sender.asked).toMatchObject([
    { type: 'ephemeral.access_requested', data: { retrievalId: 'accession 4711', options: { tone: 'märchen', list: [1, 2] } } },
  ]);
  await expect(cell(page, 0, 0)).toHaveAttribute('data-image-count', '2');
  await expect(cell(page, 1, 1)).toHaveAttribute('data-image-count', '3');
  expect(T2.map((file) => file.uid)).toContain(await cell(page, 0, 0).getAttribute('data-sop'));
  expect(PD.map((file) => file.uid)).toContain(await cell(page, 1, 1).getAttribute('data-sop'));
  expect(await greys(page, 0, 0)).toBeGreaterThan(30);
  expect(await greys(page, 1, 1)).toBeGreaterThan(30);
  await expect(cell(page, 0, 1)).toContainText('Drag a series here');
  await expect(cell(page, 1, 0)).toContainText('No series is called “DWI”');
  await expect(page.getByText('MRN 123565').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Context|Assigned|Add images|Worklist/ })).toHaveCount(0);
  await expect(page.getByTestId('report-pane')).toHaveCount(0);

  const status = page.getByTestId('load-status');
  await expect(status).toContainText('5 of 6 images loaded');
  await expect(status).toContainText('1 could not be loaded');
  await expectAccessible(page, 'ephemeral');
  await status.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'File 4 of 6 (series 2, FSE PD AXIAL OBL)' })).toContainText(
    /cannot be read|cannot be shown/,
  );
  sender.files.set(broken, slice(16));
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
  await expect(status).toHaveCount(0);
  await expect(cell(page, 1, 1)).toHaveAttribute('data-image-count', '4');
  await expect(cell(page, 1, 1)).toHaveAttribute('data-rendered', 'true');

  await page.getByRole('button', { name: /Documents/ }).click();
  const film = page.getByRole('complementary', { name: 'Documents' }).getByRole('img', { name: 'Film of 2001.png' });
  await expect.poll(() => film.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await page.getByRole('button', { name: 'Close the documents' }).click();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await drawn(cell(page, 1, 1));
  await expect(cell(page, 1, 1)).toHaveAttribute('data-image-count', '4');
  await expectFits(page, 'ephemeral at 390 px');
  await expectAccessible(page, 'ephemeral at 390 px');
  await expectQuiet(seen);

  await page.goto(`${server.url}/`);
  await expect(page).toHaveURL(`${server.url}/ephemeral`);
  expect((await page.request.get(`${server.url}/api/worklist`)).status()).toBe(403);
  const finder = await (await browser.newContext()).newPage();
  await finder.goto(url);
  await expect(finder.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await finder.goto(page.url());
  await expect(finder.getByRole('heading', { name: 'These images are no longer open here' })).toBeVisible();
});

test('a study shows what its sender keeps beside what is stored, each image once, and says why when the sender refuses', async ({
  browser,
}) => {
  const stored = test.info().outputPath('stored.dcm');
  await writeFile(stored, PD[1]!.bytes);
  await store(server, [stored]);
  sender.answerWith({ authorized: false, urls: [], error: 'The consent of the patient is missing.' });
  const { studyId } = await api<{ studyId: string }>('POST', '/v1/autoScribe/studies', {
    studyInstanceUid: BRAIN.studyInstanceUid,
    studyDescription: 'MR BRAIN WITHOUT CONTRAST',
    severity: 'normal',
    reportMetadata: { patientName: 'Edith Marlowe', mrn: '999' },
  });
  const { url } = await api<{ url: string }>('POST', '/v1/autoScribe/studies/reroute-url', { studyId, assignedToUserId: readerId });
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await expect(page).toHaveURL(`${server.url}/study/${studyId}`);
  await drawn(cell(page));
  await expect(cell(page)).toHaveAttribute('data-image-count', '1');
  const refusal = page.getByRole('alert').filter({ hasText: 'The images were not released' });
  await expect(refusal).toContainText('The consent of the patient is missing.');
  expect(sender.asked.at(-1)).toEqual({
    id: expect.any(String),
    type: 'study.access_requested',
    data: { studyId, studyInstanceUid: BRAIN.studyInstanceUid },
  });

  const other = 'other-study.dcm';
  sender.files.set(other, withOtherUids(BRAIN.files[2]!, '.12432', '.12439'));
  sender.answerWith({ authorized: true, urls: [...PD, ...T2, { name: other }].map((file) => sender.url(file.name)) });
  await refusal.getByRole('button', { name: 'Try again' }).click();
  await expect(refusal).toHaveCount(0);
  await expect(cell(page)).toHaveAttribute('data-image-count', '3');
  await expect(page.getByTestId('series-item').first()).toContainText(PD_DESCRIPTION);
  await expect(page.getByTestId('series-item').last()).toContainText(T2_DESCRIPTION);
  // Still the image that the reader was at, now between its neighbours.
  await expect(cell(page)).toHaveAttribute('data-sop', PD[1]!.uid);
  await expect(cell(page)).toHaveAttribute('data-image-index', '1');
  await expect(page.getByTestId('load-status')).toContainText('5 of 6 images loaded');
  await page.getByTestId('load-status').getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'File 6 of 6' })).toContainText('of another study');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'may be of another patient' })).toContainText('123565');
});
