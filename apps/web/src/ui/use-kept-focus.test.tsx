// @vitest-environment happy-dom
import { act, useRef, useState } from 'react';
import { expect, test, vi } from 'vitest';
import { testRoot } from './testing/root.ts';
import { useKeptFocus } from './use-kept-focus.ts';

const draw = testRoot();

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
  await draw(<People />);
  const [nora] = document.querySelectorAll('button');
  nora?.focus();
  await act(async () => nora?.click());
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('UL'));
});

test('what has the focus elsewhere keeps it', async () => {
  await draw(<People />);
  const [nora, rhea] = document.querySelectorAll('button');
  nora?.focus();
  rhea?.focus();
  // Whoever watches later is told later: by then the focus was looked after.
  const isTold = new Promise((resolve) => new MutationObserver(resolve).observe(document.body, { childList: true, subtree: true }));
  await act(async () => nora?.click());
  await isTold;
  expect(document.activeElement).toBe(rhea);
});
