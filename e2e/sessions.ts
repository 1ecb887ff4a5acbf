import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { OWNER, READER_PASSWORD, type Server } from './server.ts';

/** A browser of somebody who is signed in already: not every test is about the sign-in page. */
export async function browserOf(
  browser: Browser,
  server: Server,
  email: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const answer = await context.request.post(`${server.url}/api/session`, { data: { email, password: READER_PASSWORD } });
  if (!answer.ok()) throw new Error(`${email} was not signed in: ${answer.status()} ${await answer.text()}`);
  return context;
}

/** The page's browser is the owner's from now on. */
export async function signInOwner(page: Page, server: Server): Promise<void> {
  const answer = await page.request.post(`${server.url}/api/session`, { data: OWNER });
  expect(answer.ok()).toBe(true);
}

/** After a test: a page that nobody looks at any more still draws images and listens for events. */
export async function closeAll(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}
