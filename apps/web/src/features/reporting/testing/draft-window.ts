import { Window } from 'happy-dom';
import { DraftSync } from '../sync/draft-sync.ts';
import { draftTransport } from '../sync/draft-transport.ts';
import { KeptDrafts } from '../sync/kept-drafts.ts';
import type { SyncTimes } from '../sync/sync-status.ts';
import type { DraftServer } from './draft-server.ts';

/** A browser profile of its own: its storage outlives its windows. */
export function newStorage(): Storage {
  return new Window({ url: 'http://localhost/' }).localStorage as unknown as Storage;
}

let opened = 0;

export interface DraftWindow {
  sync: DraftSync;
  /** What a power cut leaves: from now on nothing reaches the storage or the network any more. */
  crash: () => void;
}

/** Opens the report as a page load does: with the server's draft of this moment. Windows of one `userId` share the browser's channel. */
export function openWindow(options: {
  server: DraftServer;
  origin: string;
  storage: Storage | null;
  userId: string;
  reportId: string;
  times: SyncTimes;
}): DraftWindow {
  const { server, origin, storage, userId, reportId, times } = options;
  opened += 1;
  let isAlive = true;
  const send = draftTransport(reportId, origin);
  const living = storage && cutOff(storage, () => isAlive);
  const sync = new DraftSync({
    draft: server.draft,
    userId,
    reportId,
    windowId: `w${opened}`,
    save: (body, how) => (isAlive ? send(body, how) : new Promise(() => undefined)),
    kept: new KeptDrafts(living, userId, reportId, `w${opened}`),
    times,
  });
  const crash = () => {
    isAlive = false;
    sync.dispose();
  };
  return { sync, crash };
}

function cutOff(storage: Storage, isAlive: () => boolean): Storage {
  return new Proxy(storage, {
    get(target, name) {
      if (!isAlive() && (name === 'setItem' || name === 'removeItem')) return () => undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
