import { useSyncExternalStore } from 'react';

/** Whether the last thing that asked the server got any answer. Shown as a banner; never used to refuse an action. */
let isConnected = true;
const listeners = new Set<() => void>();

export function reportConnection(connected: boolean): void {
  if (connected === isConnected) return;
  isConnected = connected;
  for (const listener of listeners) listener();
}

/** Asks the server for any answer at all; even an error means that it is there. A proxy's 502 to 504 means that it is not. */
export function probeConnection(): void {
  fetch('/api/session', { credentials: 'same-origin', cache: 'no-store' }).then(
    (response) => reportConnection(response.status < 502 || response.status > 504),
    () => reportConnection(false),
  );
}

function subscribe(listener: () => void): () => void {
  const goOffline = () => reportConnection(false);
  listeners.add(listener);
  window.addEventListener('offline', goOffline);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('offline', goOffline);
  };
}

export function useIsConnected(): boolean {
  return useSyncExternalStore(subscribe, () => isConnected);
}
