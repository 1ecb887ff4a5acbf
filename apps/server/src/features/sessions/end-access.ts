import type { Tx } from '../../platform/db/connection.ts';
import { notifySessionsEnded } from '../principal/index.ts';
import { forgetAll } from './known-browser-repository.ts';
import { endSessionsOfUser, useUpLinks } from './repository.ts';
import { useUpTickets } from './ticket-repository.ts';
import { endUnprotected } from './unprotected-repository.ts';

/** Ends every session of a user with its streams, uses up every link and ticket that would start one, and forgets their browsers: somebody else may have had a password too. The session `except` goes on. @returns how many sessions ended. */
export async function endAccess(tx: Tx, userId: string, now: Date, except?: string): Promise<number> {
  const ended = await endSessionsOfUser(tx, userId, now, except);
  await useUpLinks(tx, userId, now);
  await useUpTickets(tx, userId, now);
  await forgetAll(tx, userId);
  await notifySessionsEnded(tx, ended);
  return ended.length;
}

/**
 * Ends the sign-ins of everybody in the clinic who has a password and no second factor, with their streams: the next sign-in asks them to set one up. What a link opened goes
 * on. @returns how many ended.
 */
export async function endUnprotectedSessions(tx: Tx, clinicId: string, now: Date): Promise<number> {
  const ended = await endUnprotected(tx, clinicId, now);
  await notifySessionsEnded(tx, ended);
  return ended.length;
}
