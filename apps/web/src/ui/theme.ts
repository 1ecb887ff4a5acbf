import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';
/** What the user chose: a theme, or whatever the system shows. A reading room is dark, so that is what nobody has to choose. */
export type ThemeChoice = Theme | 'system';

const STORAGE_KEY = 'readroom.theme';
const listeners = new Set<() => void>();
let choice: ThemeChoice = 'dark';

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'system' ? stored : 'dark';
}

function show(next: ThemeChoice): void {
  choice = next;
  const prefersLight = matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = next === 'system' ? (prefersLight ? 'light' : 'dark') : next;
  for (const listener of listeners) listener();
}

/** Called once before the first paint; follows the system and a choice made in another window. */
export function startTheme(): void {
  show(storedChoice());
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => show(choice));
  window.addEventListener('storage', (event) => {
    if (event.key === STORAGE_KEY) show(storedChoice());
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The user's choice and a setter that remembers it on this workstation. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const current = useSyncExternalStore(subscribe, () => choice);
  const choose = (next: ThemeChoice) => {
    localStorage.setItem(STORAGE_KEY, next);
    show(next);
  };
  return [current, choose];
}
