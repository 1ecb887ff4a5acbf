import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { cell, dragIn, drawn, type Fit, fit, greyOf, greysAt, type Point, shownWindow } from './canvas.ts';
import { readSlice, type Slice, withOtherUids } from './dicom-files.ts';
import { ANGIOGRAPHY, BRAIN, store } from './images.ts';
import { order } from './orders.ts';
import { type Server, startServer } from './server.ts';
import { browserOf, closeAll } from './sessions.ts';

const READER = 'rhea@hospital.example';
/** The same brain as another study, to be uploaded by hand. */
const UPLOADED_UID = BRAIN.studyInstanceUid.replace('.12432', '.12439');
const uploaded = (index: number) => withOtherUids(BRAIN.files[index]!, '.12432', '.12439');

let server: Server;
let brain: string;
let angiography: string;
let empty: string;

test.beforeAll(async () => {
  server = await startServer();
  // A second series of three slices.
  const second = await Promise.all(
    [4, 9, 14].map(async (index) => {
      const path = test.info().outputPath(`second-${index}.dcm`);
      await writeFile(path, withOtherUids(BRAIN.files[index]!, '.8811.2.', '.8811.9.'));
      return path;
    }),
  );
  await Promise.all([server.createReader(READER, 'Solis'), store(server, [...BRAIN.files, ...second, ...ANGIOGRAPHY.files])]);
  [brain, angiography, empty] = await Promise.all([
    order(server, { patientName: 'Edith Marlowe', studyInstanceUid: BRAIN.studyInstanceUid, modality: 'MR', mrn: BRAIN.mrn }),
    order(server, { patientName: 'Karl Korn', studyInstanceUid: ANGIOGRAPHY.studyInstanceUid, modality: 'XA' }),
    order(server, { patientName: 'Una Uploaded', studyInstanceUid: UPLOADED_UID, modality: 'MR' }),
  ]);
});
test.afterEach(({ browser }) => closeAll(browser));
test.afterAll(() => server.stop());

async function open(browser: Browser, studyId: string): Promise<Page> {
  const page = await (await browserOf(browser, server, READER)).newPage();
  await page.goto(`${server.url}/study/${studyId}`);
  return page;
}

async function openDrawn(browser: Browser, studyId: string): Promise<{ page: Page; picture: Locator }> {
  const page = await open(browser, studyId);
  const picture = cell(page);
  await drawn(picture);
  return { page, picture };
}

test.describe('images in', () => {
  test('a folder with good and bad files stores the good ones and says of each bad one why not', async ({ browser }, testInfo) => {
    const folder = testInfo.outputPath('disc');
    await mkdir(join(folder, 'inner'), { recursive: true });
    await Promise.all([
      ...[1, 2, 4].map((index) => writeFile(join(folder, `slice_${index}.dcm`), uploaded(index))),
      writeFile(join(folder, 'inner/slice_3.dcm'), uploaded(3)),
      writeFile(join(folder, 'photo.dcm'), Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')),
      writeFile(join(folder, 'nothing.dcm'), ''),
      writeFile(join(folder, 'cut-off.dcm'), uploaded(5).subarray(0, 4000)),
      writeFile(join(folder, 'somebody-else.dcm'), withOtherUids(BRAIN.files[6]!, '.12432', '.12431')),
    ]);
    const page = await open(browser, empty);
    await expect(page.getByText('Drop the images of this study here')).toBeVisible();
    await page.locator('input[webkitdirectory]').first().setInputFiles(folder);

    const panel = page.getByRole('region', { name: 'Upload' });
    await expect(panel.getByRole('heading', { name: '4 files were not added' })).toBeVisible({ timeout: 60_000 });
    const refused = panel.getByRole('list', { name: 'Files not added' }).getByRole('listitem');
    await expect(refused).toHaveCount(4);
    await expect(refused.filter({ hasText: 'photo.dcm' })).toContainText(/not a DICOM/i);
    await expect(refused.filter({ hasText: 'nothing.dcm' })).toContainText(/empty/i);
    await expect(refused.filter({ hasText: 'cut-off.dcm' })).toContainText(/cut off|truncated|ends|incomplete/i);
    await expect(refused.filter({ hasText: 'somebody-else.dcm' })).toContainText(/another study|other study/i);
    await drawn(cell(page));
    await expect(cell(page)).toHaveAttribute('data-image-count', '4');

    // The same folder again stores nothing twice.
    await panel.getByRole('button', { name: 'Close' }).click();
    await page.locator('input[webkitdirectory]').first().setInputFiles(folder);
    await expect(panel.getByText('4 were here already')).toBeVisible({ timeout: 60_000 });
    await expect(cell(page)).toHaveAttribute('data-image-count', '4');
  });

  test('files dropped on the page are added to the study that the page names', async ({ browser }) => {
    const page = await open(browser, empty);
    await expect(page.getByRole('heading', { name: 'Una Uploaded' })).toBeVisible();
    const transfer = await page.evaluateHandle((base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'dropped.dcm'));
      return data;
    }, uploaded(10).toString('base64'));
    await page.locator('main').first().dispatchEvent('dragover', { dataTransfer: transfer });
    await expect(page.getByText('Drop to add images to this study')).toBeVisible();
    await page.locator('main').first().dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page.getByRole('region', { name: 'Upload' })).toContainText(/1 image added|here already/, { timeout: 60_000 });
    await expect(page.getByText('Drop to add images to this study')).toHaveCount(0);
  });

  test('a running upload can be cancelled, leaves nothing half stored, and can be sent again', async ({ browser }) => {
    const page = await open(browser, empty);
    await expect(
      page.getByRole('button', { name: 'Add images' }).or(page.getByText('Drop the images of this study here')).first(),
    ).toBeVisible();
    const network = await page.context().newCDPSession(page);
    const throttle = (bytesPerSecond: number) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: bytesPerSecond,
      });
    await throttle(60_000);
    // This slice has two megabytes of private data beside its pixels: it does not arrive before it is cancelled.
    const file = { name: 'slow.dcm', mimeType: 'application/dicom', buffer: uploaded(0) };
    const picker = page.locator('input[type=file]:not([webkitdirectory])').first();
    await picker.setInputFiles(file);
    const panel = page.getByRole('region', { name: 'Upload' });
    await expect(panel.getByRole('heading', { name: 'Adding images' })).toBeVisible();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await expect(panel.getByRole('heading', { name: 'Adding images' })).toHaveCount(0);

    await throttle(-1);
    await picker.setInputFiles(file);
    await expect(panel.getByRole('heading', { name: '1 image added' })).toBeVisible({ timeout: 60_000 });
    expect(await server.command<{ ok: boolean }>(['doctor'])).toMatchObject({ ok: true });
  });
});

test.describe('pictures', () => {
  /** The value at a fraction of an image pixel: the picture is smooth between pixels. */
  function valueAt({ columns, values }: Slice, column: number, row: number): number {
    const [left, top] = [Math.floor(column), Math.floor(row)];
    const at = (x: number, y: number) => values[y * columns + x]!;
    const mix = (a: number, b: number, share: number) => a + (b - a) * share;
    const along = (y: number) => mix(at(left, y), at(left + 1, y), column - left);
    return mix(along(top), along(top + 1), row - top);
  }

  /** Compares the picture with the file at many places, in the window that the cell says it shows. */
  async function expectPictureOf(picture: Locator, slice: Slice): Promise<void> {
    const place = await fit(picture, slice.columns, slice.rows);
    const places = Array.from({ length: 60 * 60 }, (_, index) => place.at(8 + (index % 60) * 4, 8 + Math.floor(index / 60) * 4));
    await expect(async () => {
      const window = await shownWindow(picture);
      const greys = await greysAt(picture, places);
      const expected = places.map((point) => greyOf(valueAt(slice, ...place.imageAt(point)), window));
      const midGrey = expected.filter((grey) => grey > 10 && grey < 245);
      expect(midGrey.length).toBeGreaterThan(300);
      const wrong = expected.filter((grey, index) => Math.abs(grey - greys[index]!) > 4);
      expect(wrong).toEqual([]);
    }).toPass({ timeout: 20_000 });
  }

  test('every pixel of a slice has the grey that its value has in the shown window, before and after a drag', async ({ browser }) => {
    const { page, picture } = await openDrawn(browser, brain);
    const slices = new Map(BRAIN.files.map((file) => [readSlice(file).sopInstanceUid, readSlice(file)]));
    const shown = async () => slices.get((await picture.getAttribute('data-sop')) ?? '')!;
    await picture.focus();
    for (const index of ['0', '9', '19']) {
      await page.keyboard.press('Home');
      for (let step = 0; step < Number(index); step += 1) await page.keyboard.press('ArrowDown');
      await expect(picture).toHaveAttribute('data-image-index', index);
      await drawn(picture);
      await expectPictureOf(picture, await shown());
    }
    await page.keyboard.press('PageUp');
    await expect(picture).toHaveAttribute('data-image-index', '9');
    const before = await shownWindow(picture);
    await dragIn(page, picture, [300, 300], [240, 260]);
    await expect.poll(() => shownWindow(picture)).not.toEqual(before);
    const after = await shownWindow(picture);
    expect(after.width).toBeLessThan(before.width);
    expect(after.center).toBeLessThan(before.center);
    await expectPictureOf(picture, await shown());
    await page.keyboard.press('0');
    await expect.poll(() => shownWindow(picture)).toEqual(before);
    await expectPictureOf(picture, await shown());
  });

  test('inverting turns black into white', async ({ browser }) => {
    const { page, picture } = await openDrawn(browser, brain);
    await picture.focus();
    await page.keyboard.press('PageDown');
    await expect(picture).toHaveAttribute('data-image-index', '10');
    await drawn(picture);
    const place = await fit(picture, 256, 256);
    const points = grid(place);
    const before = await greysAt(picture, points);
    await page.getByRole('button', { name: 'Invert' }).click();
    await expect(page.getByRole('button', { name: 'Invert' })).toHaveAttribute('aria-pressed', 'true');
    await expect
      .poll(async () =>
        largestDifference(
          await greysAt(picture, points),
          before.map((grey) => 255 - grey),
        ),
      )
      .toBeLessThanOrEqual(2);
    await page.getByRole('button', { name: 'Invert' }).click();
    await expect.poll(async () => largestDifference(await greysAt(picture, points), before)).toBe(0);
  });

  /** Places in the image around its middle, the same distance apart. */
  function grid(place: Fit): Point[] {
    const steps = Array.from({ length: 13 }, (_, index) => (index - 6) * 14);
    return steps.flatMap((y) => steps.map((x) => place.at(127.5 + x, 127.5 + y)));
  }

  function largestDifference(a: readonly number[], b: readonly number[]): number {
    return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));
  }

  const EDGES = ['top', 'right', 'bottom', 'left'] as const;
  async function letters(picture: Locator): Promise<string> {
    const all = await Promise.all(EDGES.map((edge) => picture.locator(`[data-edge=${edge}]`).textContent()));
    return all.map((text) => text?.[0]).join('');
  }

  test('rotating and mirroring turn the picture and its orientation letters alike, and scrolling keeps them', async ({ browser }) => {
    const { page, picture } = await openDrawn(browser, brain);
    // An axial slice: the front on top, the left of the patient at the right.
    await expect.poll(() => letters(picture)).toBe('ALPR');
    await picture.focus();
    await page.keyboard.press('PageDown');
    await expect(picture).toHaveAttribute('data-image-index', '10');
    await drawn(picture);
    const place = await fit(picture, 256, 256);
    const [middleX, middleY] = place.at(127.5, 127.5);
    const points = grid(place);
    const original = await greysAt(picture, points);
    const turned = points.map(([x, y]): Point => [middleX - (y - middleY), middleY + (x - middleX)]);
    const mirrored = points.map(([x, y]): Point => [2 * middleX - x, y]);
    const alike = async (places: Point[]) => {
      const greys = await greysAt(picture, places);
      return greys.reduce((sum, grey, index) => sum + Math.abs(grey - original[index]!), 0) / greys.length;
    };

    await page.keyboard.press('r');
    await expect.poll(() => letters(picture)).toBe('RALP');
    await expect.poll(() => alike(turned)).toBeLessThan(6);
    expect(await alike(points)).toBeGreaterThan(12);
    await page.keyboard.press('End');
    await expect(picture).toHaveAttribute('data-image-index', '19');
    await expect.poll(() => letters(picture)).toBe('RALP');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowDown');
    await expect(picture).toHaveAttribute('data-image-index', '10');
    await expect.poll(() => alike(turned)).toBeLessThan(6);

    await page.keyboard.press('0');
    await expect.poll(() => letters(picture)).toBe('ALPR');
    await page.keyboard.press('h');
    await expect.poll(() => letters(picture)).toBe('ARPL');
    await expect.poll(() => alike(mirrored)).toBeLessThan(6);
    await page.keyboard.press('v');
    await expect.poll(() => letters(picture)).toBe('PRAL');
    await page.keyboard.press('r');
    await expect.poll(() => letters(picture)).toBe('LPRA');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => letters(picture)).toBe('ALPR');
    await expect.poll(() => alike(points)).toBe(0);
  });

  test('a length is as long as the pixel spacing says', async ({ browser }) => {
    const { page, picture } = await openDrawn(browser, brain);
    const { spacing } = readSlice(BRAIN.files[0]!);
    const place = await fit(picture, 256, 256);
    await page.getByRole('button', { name: 'Length' }).click();
    await dragIn(page, picture, place.at(60, 100), place.at(188, 100));
    await expect.poll(() => millimetres(picture)).toHaveLength(1);
    await dragIn(page, picture, place.at(40, 200), place.at(100, 120));
    await expect.poll(() => millimetres(picture)).toHaveLength(2);
    const [across, slanted] = (await millimetres(picture)) as [number, number];
    // A mouse stands on whole screen pixels, a third of an image pixel.
    expect(Math.abs(across - 128 * spacing[1])).toBeLessThan(0.5);
    expect(Math.abs(slanted - Math.hypot(60 * spacing[1], 80 * spacing[0]))).toBeLessThan(0.5);
    await page.getByRole('button', { name: 'Undo drawing' }).click();
    await expect.poll(() => millimetres(picture)).toHaveLength(1);
  });

  async function millimetres(picture: Locator): Promise<number[]> {
    const text = (await picture.locator('svg').allTextContents()).join(' ');
    return [...text.matchAll(/(\d+\.\d) mm/g)].map((match) => Number(match[1]));
  }

  test('wheel, keys and the bar scroll; layouts open cells, and a series is dragged into one', async ({ browser }) => {
    const { page, picture } = await openDrawn(browser, brain);
    const index = (where: Locator, value: number) => expect(where).toHaveAttribute('data-image-index', String(value));
    await picture.hover();
    await page.mouse.wheel(0, 100);
    await index(picture, 1);
    await page.mouse.wheel(0, 100);
    await index(picture, 2);
    await page.mouse.wheel(0, -100);
    await index(picture, 1);
    await picture.focus();
    await page.keyboard.press('End');
    await index(picture, 19);
    await page.keyboard.press('ArrowDown');
    await index(picture, 19);
    await page.keyboard.press('Home');
    await index(picture, 0);
    const bar = picture.getByRole('slider', { name: 'Image in the stack' });
    const box = (await bar.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height - 2);
    await index(picture, 19);

    for (const [layout, count] of [
      ['2 by 2', 4],
      ['2 by 1', 2],
      ['1 by 1', 1],
      ['1 by 2', 2],
    ] as const) {
      await page.getByRole('button', { name: `Layout ${layout}` }).click();
      await expect(page.locator('[data-testid^=viewport-]')).toHaveCount(count);
    }
    const [first, second] = [cell(page, 0, 0), cell(page, 0, 1)];
    await expect(first).toHaveAttribute('data-image-count', '20');
    await expect(second).toHaveAttribute('data-image-count', '3');
    await page.getByTestId('series-item').first().dragTo(second);
    await expect(second).toHaveAttribute('data-image-count', '20');
    await drawn(second);
    await second.focus();
    await page.keyboard.press('ArrowDown');
    await index(second, 1);
    await index(first, 19);
  });

  test('an angiography run has its 96 frames, scrolls and plays', async ({ browser }) => {
    const { page, picture } = await openDrawn(browser, angiography);
    await expect(picture).toHaveAttribute('data-image-count', '96');
    await picture.focus();
    await page.keyboard.press('End');
    await expect(picture).toHaveAttribute('data-image-index', '95');
    await drawn(picture);
    const place = await fit(picture, 512, 512);
    const points = Array.from({ length: 400 }, (_, at): Point => place.at(56 + (at % 20) * 20, 56 + Math.floor(at / 20) * 20));
    const last = await greysAt(picture, points);
    expect(new Set(last).size).toBeGreaterThan(20);
    await page.keyboard.press('Home');
    await expect(picture).toHaveAttribute('data-image-index', '0');
    await drawn(picture);
    await expect.poll(() => greysAt(picture, points)).not.toEqual(last);

    await page.getByRole('button', { name: 'Play' }).click();
    const seen = new Set<string>();
    await expect
      .poll(async () => {
        seen.add((await picture.getAttribute('data-image-index')) ?? '');
        return seen.size;
      })
      .toBeGreaterThan(4);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });
});
