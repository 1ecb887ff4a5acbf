import type { Tx } from '../../platform/db/connection.ts';
import { hashToken, newToken } from '../../platform/signing/index.ts';
import { insertTicket, selectTicket, type TicketPurpose, type TicketRow, takeTicket } from './ticket-repository.ts';

/** Makes a ticket for one purpose. @returns the token; only its hash is kept. */
export async function createTicket(
  tx: Tx,
  ticket: { clinicId: string; userId: string; purpose: TicketPurpose; lifetimeSeconds: number; now: Date },
): Promise<string> {
  const { lifetimeSeconds, now, ...fields } = ticket;
  const token = newToken();
  const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
  await insertTicket(tx, { ...fields, tokenHash: hashToken(token), createdAt: now, expiresAt });
  return token;
}

/** The ticket of a token, where it is for this purpose, unused and in time. */
export async function findTicket(tx: Tx, purpose: TicketPurpose, token: string, now: Date): Promise<TicketRow | null> {
  return selectTicket(tx, purpose, hashToken(token), now);
}

/** Takes the ticket: of two that come at once one gets it, the other null. */
export async function useTicket(tx: Tx, purpose: TicketPurpose, token: string, now: Date): Promise<TicketRow | null> {
  return takeTicket(tx, purpose, hashToken(token), now);
}
