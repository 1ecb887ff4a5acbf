import { useSyncExternalStore } from 'react';
import { reportSessionEnded } from './session-end.ts';

/** Whether the last thing that asked the server got any answer. Shown as a banner; never used to refuse an action. */
let isConnected = true;
const listeners = new Set<() => void>();

export function reportConnection(connected: boolean): void {
  if (connected === isConnected) return;
  isConnected = connected;
  for (const listener of listeners) listener();
}

/** Asks the server who is signed in: any answer means that it is there (a proxy's 502 to 504 that it is not), and "nobody" that the session has ended. */
export function probeConnection(): void {
  void probe();
}

async function probe(): Promise<void> {
  try {
    const response = await fetch('/api/session', { credentials: 'same-origin', cache: 'no-store' });
    const isThere = response.status < 502 || response.status > 504;
    reportConnection(isThere);
    if (!response.ok) return;
    const answer: unknown = await response.json();
    if (typeof answer === 'object' && answer !== null && 'session' in answer && answer.session === null) reportSessionEnded(true);
  } catch {
    reportConnection(false);
  }
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
