import { useSyncExternalStore } from 'react';

/** Set when the server no longer knows this browser's session, so that the page can ask for a new sign-in without losing what is on it. */
let hasEnded = false;
const listeners = new Set<() => void>();

export function reportSessionEnded(ended: boolean): void {
  if (ended === hasEnded) return;
  hasEnded = ended;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useHasSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => hasEnded);
}
