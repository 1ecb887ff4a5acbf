import { type StudyEvent, StudyEventSchema } from '@readroom/contract';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { probeConnection, reportConnection } from './connection.ts';

export type LiveState = 'connecting' | 'live' | 'away';

export interface StudyEventHandlers {
  onStudy: (event: StudyEvent) => void;
  /** Events may have been missed: read everything again. */
  onResync: () => void;
}

const RETRY_PAUSE_MS = 5_000;
const handlers = new Set<StudyEventHandlers>();
const stateListeners = new Set<() => void>();
let source: EventSource | null = null;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let state: LiveState = 'connecting';
let wasConnectedBefore = false;

function setState(next: LiveState): void {
  state = next;
  for (const listener of stateListeners) listener();
}

function connect(): void {
  clearTimeout(retryTimer);
  if (source || handlers.size === 0 || document.hidden) return;
  const events = new EventSource('/api/events');
  source = events;
  events.onopen = () => {
    reportConnection(true);
    setState('live');
    if (wasConnectedBefore) resync();
    wasConnectedBefore = true;
  };
  events.addEventListener('resync', resync);
  events.addEventListener('study', (message) => {
    const event = StudyEventSchema.safeParse(JSON.parse(message.data));
    if (event.success) for (const handler of handlers) handler.onStudy(event.data);
  });
  events.onerror = () => {
    setState('away');
    probeConnection();
    // The browser connects again by itself unless the server refused, e.g. while it restarts or after the session's end.
    if (events.readyState !== EventSource.CLOSED) return;
    disconnect();
    retryTimer = setTimeout(connect, RETRY_PAUSE_MS);
  };
}

function resync(): void {
  for (const handler of handlers) handler.onResync();
}

function disconnect(): void {
  clearTimeout(retryTimer);
  source?.close();
  source = null;
}

/** A browser has six connections to a server over HTTP/1.1: a tab that nobody looks at gives its own back. */
function followVisibility(): void {
  if (document.hidden) disconnect();
  else connect();
}

function addHandlers(added: StudyEventHandlers): () => void {
  if (handlers.size === 0) document.addEventListener('visibilitychange', followVisibility);
  handlers.add(added);
  connect();
  return () => {
    handlers.delete(added);
    if (handlers.size > 0) return;
    document.removeEventListener('visibilitychange', followVisibility);
    disconnect();
    wasConnectedBefore = false;
  };
}

/** Live changes from GET /api/events, over one connection for the whole page. */
export function useStudyEvents(current: StudyEventHandlers): LiveState {
  const latest = useRef(current);
  useEffect(() => {
    latest.current = current;
  });
  useEffect(() => addHandlers({ onStudy: (event) => latest.current.onStudy(event), onResync: () => latest.current.onResync() }), []);
  return useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => state,
  );
}
