import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page } from '@playwright/test';

/** What a browser did that nobody wants, collected until it is looked at. */
export interface Watch {
  /** Requests to anywhere but the server. */
  foreign: string[];
  /** Errors on the console, and exceptions that nobody caught. */
  errors: string[];
}

export function watch(context: BrowserContext, origin: string): Watch {
  const seen: Watch = { foreign: [], errors: [] };
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) seen.foreign.push(request.url());
  });
  context.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => seen.errors.push(String(error.error())));
  return seen;
}

/** WCAG 2.1 A and AA, as far as axe can tell. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${name}: ${id}: ${html}\n${failureSummary}`),
  );
  expect(found).toEqual([]);
}

/** Everything that fades or slides in has arrived. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime)))
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
}

/** Nothing lies beyond the edges of the window, and no words are cut off where nothing says so. */
export async function expectFits(page: Page, name: string): Promise<void> {
  const problems = await page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > window.innerWidth) found.push(`the page is ${root.scrollWidth} px wide in a window of ${window.innerWidth}`);
    const scrollsSideways = (element: Element | null): boolean => {
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
      }
      return false;
    };
    for (const element of document.querySelectorAll('button, a, input, select, textarea, label, h1, h2, h3, p, dt, dd, li, [role=row]')) {
      const box = element.getBoundingClientRect();
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width < 2 || box.height < 2) continue;
      const words = `${element.tagName.toLowerCase()} “${(element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, 60)}”`;
      if ((box.right > window.innerWidth + 1 || box.left < -1) && !scrollsSideways(element))
        found.push(`${words} ends at ${Math.round(box.right)} px`);
      const style = getComputedStyle(element);
      const isCut = style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
      if (isCut && element.textContent) found.push(`${words} is cut off: ${element.scrollWidth} px in ${element.clientWidth}`);
    }
    return found;
  });
  expect(problems.map((problem) => `${name}: ${problem}`)).toEqual([]);
}

export async function expectQuiet(seen: Watch, allowed: RegExp[] = []): Promise<void> {
  expect(seen.foreign).toEqual([]);
  expect(seen.errors.filter((error) => !allowed.some((pattern) => pattern.test(error)))).toEqual([]);
}

/** On a telephone in the light, and on a desk in the dark. */
export async function expectSound(page: Page, name: string, desk = { width: 1440, height: 900 }): Promise<void> {
  for (const { theme, width, height } of [
    { theme: 'light', width: 390, height: 844 },
    { theme: 'dark', ...desk },
  ]) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset.theme = chosen;
    }, theme);
    await page.setViewportSize({ width, height });
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    await expectAccessible(page, `${name}, ${theme}, at ${width} px`);
    await expectFits(page, `${name}, ${theme}, at ${width} px`);
  }
}
