import { gather } from '../gather/index.ts';
import { type Bound, Prepared, type Row } from './statement.ts';

/** What the listeners of a channel are told. At most 8000 bytes of payload. */
export interface Announcement {
  channel: string;
  payload: string;
}

const NOTIFY = new Prepared(
  'SELECT pg_notify(channel, payload) FROM jsonb_to_recordset($1::jsonb) AS announcement (channel text, payload text)',
);

/**
 * Tells listeners what transactions have done, behind their commits and many at once: a transaction that notifies by itself holds up the commit of every other that does, its wait for the disk included.
 * What fails here is not tried again: where PostgreSQL cannot be reached its listeners are lost as well, and learn when they are back that they have missed something.
 */
export function openAnnouncements(runAsSystem: (...statements: Bound[]) => Promise<Row[][]>) {
  const tell = gather(
    async (announcements: Announcement[]) => {
      await runAsSystem(NOTIFY.with(JSON.stringify(announcements)));
      return [];
    },
    { most: 500 },
  );
  const underWay = new Set<Promise<unknown>>();
  return {
    send(announcements: Announcement[]): void {
      for (const announcement of announcements) {
        const told = tell(announcement)
          .catch(() => {})
          .finally(() => underWay.delete(told));
        underWay.add(told);
      }
    },
    /** Resolves when all that was sent is told. */
    async settled(): Promise<void> {
      await Promise.all(underWay);
    },
  };
}
