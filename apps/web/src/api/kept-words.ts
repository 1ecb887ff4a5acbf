import { useEffect, useSyncExternalStore } from 'react';

/** How many editors are open whose words are kept on this computer while the server cannot be reached. */
let open = 0;
const listeners = new Set<() => void>();

function add(change: 1 | -1): void {
  open += change;
  for (const listener of listeners) listener();
}

/** While it is mounted, what is typed on this page is kept. */
export function useKeepsWords(): void {
  useEffect(() => {
    add(1);
    return () => add(-1);
  }, []);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useAreWordsKept(): boolean {
  return useSyncExternalStore(subscribe, () => open > 0);
}
