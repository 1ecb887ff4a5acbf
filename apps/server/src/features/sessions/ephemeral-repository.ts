import { eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { ephemeralSessions, sessions } from '../../platform/db/schema.ts';
import type { SessionKind } from './repository.ts';

/** Gives an ephemeral session to the browser session that opened its link, until `end`. */
export async function giveEphemeral(tx: Tx, ephemeralId: string, sessionId: string, now: Date, end: Date): Promise<void> {
  await tx.update(ephemeralSessions).set({ sessionId, openedAt: now, expiresAt: end }).where(eq(ephemeralSessions.id, ephemeralId));
}

/** A session that lives by links lives on until `end`. */
export async function prolong(tx: Tx, session: { sessionId: string; session: SessionKind }, end: Date): Promise<void> {
  if (session.session !== 'full') await tx.update(sessions).set({ expiresAt: end }).where(eq(sessions.id, session.sessionId));
}

export async function sessionIdOf(tx: Tx, tokenHash: Uint8Array): Promise<string> {
  const [session] = await tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.tokenHash, tokenHash));
  if (!session) throw new Error('there is no session with this token');
  return session.id;
}
