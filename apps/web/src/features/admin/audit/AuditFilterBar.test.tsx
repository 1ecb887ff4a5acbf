// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { App, serve, testPage } from '../testing/page.tsx';
import { AuditFilterBar } from './AuditFilterBar.tsx';
import type { AuditFilters } from './audit-filters.ts';

const page = testPage();
const FILTERS: AuditFilters = {
  actor: null,
  period: 'any',
  since: 0,
  fromDay: '',
  toDay: '',
  area: 'any',
  action: 'any',
  studyId: '',
};
const nothing = () => undefined;

test('a name that nobody has is told while it is typed, and not before the answer is there', async () => {
  const asked: PromiseWithResolvers<unknown>[] = [];
  serve((_, path) => {
    if (new URL(path, window.location.href).searchParams.get('name') === '') return { actors: [] };
    const answer = Promise.withResolvers<unknown>();
    asked.push(answer);
    return answer.promise;
  });
  await page.show(
    <App>
      <AuditFilterBar filters={FILTERS} isFiltered={false} onChange={nothing} onClear={nothing} />
    </App>,
  );
  const who = document.querySelector<HTMLInputElement>('[role=combobox]');
  await act(async () => who?.focus());
  expect(page.text()).not.toContain('Nobody of that name was found.');
  await page.type('Who', 'Nobodi');
  await page.eventually(() => expect(asked).toHaveLength(1));
  expect(page.text()).not.toContain('Nobody of that name was found.');
  await page.happen(() => asked[0]?.resolve({ actors: [] }));
  await page.eventually(() => expect(page.text()).toContain('Nobody of that name was found.'));
});
