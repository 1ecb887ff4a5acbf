// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { App, serve, testPage } from '../testing/page.tsx';
import { ReferencesPanel } from './ReferencesPanel.tsx';

const page = testPage();
afterEach(() => window.history.replaceState(null, '', '/'));

test.each([
  ['', 'No reference yet', 'Create the facilities'],
  ['?type=procedure', 'No reference matches', 'Others are shown once you change the filters.'],
])('an empty list with the filters "%s" says what to do', async (query, title, next) => {
  serve((_method, path) =>
    path.includes('customers') ? { expressCustomers: [], hasMore: false } : { clinicalReferences: [], hasMore: false },
  );
  window.history.replaceState(null, '', `/admin/references${query}`);
  await page.show(
    <App>
      <ReferencesPanel />
    </App>,
  );
  await page.eventually(() => expect(page.text()).toContain(title));
  expect(page.text()).toContain(next);
  expect(page.text()).not.toContain('the first one');
});
