import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';

const STORAGE_KEY = 'readroom.theme';
const listeners = new Set<() => void>();

/** The choice made on this workstation, else what the system prefers, else dark. */
function firstTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'dark' || stored === 'light') return stored;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

function currentTheme(): Theme {
  return document.documentElement.dataset.theme === 'light' ? 'light' : 'dark';
}

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

/** Called once before the first paint; follows a choice made in another window. */
export function startTheme(): void {
  show(firstTheme());
  window.addEventListener('storage', (event) => {
    if (event.key === STORAGE_KEY) show(firstTheme());
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme shown and a setter that remembers the choice on this workstation. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, currentTheme);
  const setTheme = (next: Theme) => {
    localStorage.setItem(STORAGE_KEY, next);
    show(next);
  };
  return [theme, setTheme];
}
