import type { Draft } from '@readroom/contract';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { browserStorage } from '../../session/index.ts';
import { recordDictation } from '../report-queries.ts';
import { DraftSync } from './draft-sync.ts';
import { draftTransport } from './draft-transport.ts';
import { KeptDrafts } from './kept-drafts.ts';
import { SpokenOutbox } from './spoken-outbox.ts';

export interface DraftConnection {
  sync: DraftSync;
  kept: KeptDrafts;
  spoken: SpokenOutbox;
}

/** Connects the pane to the draft of one report for as long as it is shown; null for the first moment. */
export function useDraftConnection(userId: string, reportId: string, draft: Draft): DraftConnection | null {
  const [connection, setConnection] = useState<DraftConnection | null>(null);
  // A draft that is read again later is no news: the connection itself knows what the server has.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another report makes another connection
  useEffect(() => {
    const opened = connect(userId, reportId, draft);
    setConnection(opened);
    const { sync, spoken } = opened;
    const leave = () => sync.leave();
    const hide = () => document.visibilityState === 'hidden' && sync.leave();
    const reconnect = () => {
      sync.reconnect();
      void spoken.send();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('online', reconnect);
    window.addEventListener('focus', reconnect);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('online', reconnect);
      window.removeEventListener('focus', reconnect);
      sync.dispose();
      spoken.dispose();
      setConnection(null);
    };
  }, [userId, reportId]);
  return connection;
}

function connect(userId: string, reportId: string, draft: Draft): DraftConnection {
  const storage = browserStorage();
  const windowId = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const kept = new KeptDrafts(storage, userId, reportId, windowId);
  const sync = new DraftSync({ draft, userId, reportId, windowId, save: draftTransport(reportId), kept });
  const spoken = new SpokenOutbox(storage, userId, reportId, (words) => recordDictation(reportId, words));
  return { sync, kept, spoken };
}

export function useSyncState(sync: DraftSync) {
  return useSyncExternalStore(sync.subscribe, () => sync.state);
}
