import { expect, type Locator, type Page } from '@playwright/test';
import { READER_PASSWORD, type Server } from './server.ts';

export async function signIn(page: Page, server: Server, email: string, password = READER_PASSWORD): Promise<void> {
  await page.goto(`${server.url}/`);
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Worklist' })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

/** The row of a patient on the worklist. */
export function row(page: Page, patientName: string): Locator {
  return page.getByRole('row').filter({ hasText: patientName });
}

/** Reads the picture of the first cell back once it is drawn: how many different grey values it has. */
export async function greyValues(page: Page): Promise<number> {
  const cell = page.getByTestId('viewport-0-0');
  await expect(cell).toHaveAttribute('data-rendered', 'true', { timeout: 60_000 });
  return cell
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      // The picture is drawn on a canvas of its own size, so that a WebGL one can be read too.
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const context = copy.getContext('2d');
      if (!context) return 0;
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      const values = new Set<number>();
      for (let index = 0; index < data.length; index += 4) values.add(data[index] ?? 0);
      return values.size;
    });
}

/** Types into the dictation box and puts it into the report. */
export async function dictate(page: Page, spoken: string): Promise<void> {
  await page.getByTestId('dictation-box').fill(spoken);
  await page.getByTestId('put-into-report').click();
}

/** Types at the end of a section of the report. */
export async function write(page: Page, section: string, words: string): Promise<void> {
  await page.getByTestId(`section-${section}`).locator('p').last().click();
  await page.keyboard.press('End');
  await page.keyboard.type(words);
}

export async function saved(page: Page): Promise<void> {
  await expect(page.getByTestId('save-status')).toHaveAttribute('data-state', 'saved');
}

/** Answers the signing dialog and signs. */
export async function sign(page: Page, critical: boolean): Promise<void> {
  await page.getByTestId('sign-button').click();
  const dialog = page.getByTestId('sign-dialog');
  await expect(dialog).toBeVisible();
  const acceptAll = dialog.getByRole('checkbox');
  for (const box of await acceptAll.all()) await box.check();
  await dialog.getByTestId(critical ? 'critical-yes' : 'critical-no').click();
  await page.getByTestId('confirm-sign').click();
  await expect(page.getByTestId('signed-report').first()).toBeVisible();
}
