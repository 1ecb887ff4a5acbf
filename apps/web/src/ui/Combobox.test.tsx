// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { Combobox } from './Combobox.tsx';
import { testRoot } from './testing/root.ts';

const NOBODY = 'Nobody of that name was found.';
const draw = testRoot();

async function shown(element: ReactNode): Promise<HTMLInputElement> {
  await draw(element);
  return document.querySelector('input') as HTMLInputElement;
}
const field = (suggestions: string[], whenNone?: string) => (
  <Combobox label="Who" value="Nobodi" onChange={() => undefined} suggestions={suggestions} {...(whenNone && { whenNone })} />
);
const said = () => document.querySelector('[role=status]')?.textContent ?? '';
const isListHidden = () => document.querySelector('[role=listbox]')?.parentElement?.classList.contains('hidden');

test('where nothing is suggested it says so while somebody is in the field', async () => {
  const input = await shown(field([], NOBODY));
  expect(said()).toBe('');
  await act(async () => input.focus());
  expect(said()).toBe(NOBODY);
  expect(isListHidden()).toBe(false);
  expect(input.getAttribute('aria-expanded')).toBe('false');
  await shown(field(['Nora'], NOBODY));
  expect(said()).toBe('');
  await shown(field([], NOBODY));
  await act(async () => input.blur());
  expect(said()).toBe('');
});

test('a field that takes any text says nothing', async () => {
  const input = await shown(field([]));
  await act(async () => input.focus());
  expect(said()).toBe('');
  expect(isListHidden()).toBe(true);
});
