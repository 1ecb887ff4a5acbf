// @vitest-environment happy-dom
import { act, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useKeptFocus } from './use-kept-focus.ts';

let root: ReturnType<typeof createRoot>;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  document.body.innerHTML = '<div id="root"></div>';
  root = createRoot(document.getElementById('root') as HTMLElement);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

function People() {
  const area = useRef<HTMLElement>(null);
  const [people, setPeople] = useState(['Nora', 'Rhea']);
  useKeptFocus(area);
  return (
    <main ref={area}>
      <ul>
        {people.map((name) => (
          <li key={name}>
            <button type="button" onClick={() => setPeople(people.filter((one) => one !== name))}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}

test('a row that goes with its button leaves the focus to the list, not to the page', async () => {
  await act(async () => root.render(<People />));
  const [nora] = document.querySelectorAll('button');
  nora?.focus();
  await act(async () => nora?.click());
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('UL'));
});

test('what has the focus elsewhere keeps it', async () => {
  await act(async () => root.render(<People />));
  const [nora, rhea] = document.querySelectorAll('button');
  nora?.focus();
  rhea?.focus();
  // Whoever watches later is told later: by then the focus was looked after.
  const isTold = new Promise((resolve) => new MutationObserver(resolve).observe(document.body, { childList: true, subtree: true }));
  await act(async () => nora?.click());
  await isTold;
  expect(document.activeElement).toBe(rhea);
});
