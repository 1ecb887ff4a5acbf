import { notify, type Tx } from '../../platform/db/connection.ts';

/** Notices carry the id of a session that has ended: streams that are open for it close at once. */
export const SESSION_ENDED_CHANNEL = 'session_ended';

/** Tells every process, once the transaction commits. */
export async function notifySessionsEnded(tx: Tx, sessionIds: string[]): Promise<void> {
  for (const id of sessionIds) await notify(tx, SESSION_ENDED_CHANNEL, id);
}
