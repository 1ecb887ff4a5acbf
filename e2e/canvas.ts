import { expect, type Locator, type Page } from '@playwright/test';

export type Point = readonly [x: number, y: number];

/** A cell of the viewer, by its place. */
export function cell(page: Page, row = 0, column = 0): Locator {
  return page.getByTestId(`viewport-${row}-${column}`);
}

export async function drawn(where: Locator): Promise<void> {
  await expect(where).toHaveAttribute('data-rendered', 'true', { timeout: 60_000 });
}

/** The greys (0 to 255) that a cell shows at these places of its canvas, read back from the picture. */
export async function greysAt(where: Locator, points: readonly Point[]): Promise<number[]> {
  return where
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement, places) => {
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const context = copy.getContext('2d');
      if (!context) throw new Error('no canvas to read with');
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      return places.map(([x, y]) => data[(Math.floor(y) * copy.width + Math.floor(x)) * 4] ?? -1);
    }, points as Point[]);
}

/** Where an image of so many rows and columns with square pixels lies when it is fitted into its cell. */
export interface Fit {
  /** Screen pixels an image pixel takes. */
  scale: number;
  /** The place on the canvas of an image pixel's middle. */
  at(column: number, row: number): Point;
  /** Where in the image the middle of the screen pixel at this place lies: column and row, with fractions. */
  imageAt(place: Point): [column: number, row: number];
}

export async function fit(where: Locator, columns: number, rows: number): Promise<Fit> {
  const size = await where
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height] as const);
  const scale = Math.min(size[0] / columns, size[1] / rows);
  const [left, top] = [(size[0] - columns * scale) / 2, (size[1] - rows * scale) / 2];
  return {
    scale,
    at: (column, row) => [left + (column + 0.5) * scale, top + (row + 0.5) * scale],
    imageAt: ([x, y]) => [(Math.floor(x) + 0.5 - left) / scale - 0.5, (Math.floor(y) + 0.5 - top) / scale - 0.5],
  };
}

/** Presses the left button at one place of a cell and lets it go at another. */
export async function dragIn(page: Page, where: Locator, from: Point, to: Point): Promise<void> {
  const box = await where.boundingBox();
  if (!box) throw new Error('the cell is not on the screen');
  await page.mouse.move(box.x + from[0], box.y + from[1]);
  await page.mouse.down();
  await page.mouse.move(box.x + (from[0] + to[0]) / 2, box.y + (from[1] + to[1]) / 2, { steps: 4 });
  await page.mouse.move(box.x + to[0], box.y + to[1], { steps: 4 });
  await page.mouse.up();
}

/** The window that the cell says it shows. */
export async function shownWindow(where: Locator): Promise<{ width: number; center: number }> {
  return {
    width: Number(await where.getAttribute('data-window-width')),
    center: Number(await where.getAttribute('data-window-center')),
  };
}

/** PS3.3 C.11.2.1.2.1: the grey of a value in a window, 0 to 255. */
export function greyOf(value: number, { width, center }: { width: number; center: number }): number {
  const share = (value - (center - 0.5)) / (width - 1) + 0.5;
  return 255 * Math.min(1, Math.max(0, share));
}
