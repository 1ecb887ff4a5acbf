import { useSyncExternalStore } from 'react';

/** The one clock of the worklist. Rows subscribe to what they show of it, so a tick re-renders only a text that changed. */
const TICK_MS = 1000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let serverAheadMs = 0;
let now = Date.now();

function tick(): void {
  now = Date.now() + serverAheadMs;
  for (const listener of listeners) listener();
}

/** Sets the clock by the server's time: a workstation's own may be wrong. */
export function setServerTime(serverNow: string): void {
  serverAheadMs = Date.parse(serverNow) - Date.now();
  now = Date.now() + serverAheadMs;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A value made from the present time, in milliseconds since 1970; renders again only when the value changes. */
export function useClock<T extends string | number>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(now));
}
