import { defineConfig } from '@playwright/test';
import { findBrowser } from './browser.ts';

const browser = await findBrowser();

/** A real browser against the real server: each file starts a server of its own (server.ts). */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: 'results',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  forbidOnly: true,
  use: {
    viewport: { width: 1440, height: 900 },
    // A trace of every test costs a sixth of the time: `--trace retain-on-failure` where one fails.
    screenshot: 'only-on-failure',
    launchOptions: browser,
  },
});
