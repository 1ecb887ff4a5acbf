import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accountTickets } from '../../platform/db/schema.ts';
import { hashToken, newToken } from '../../platform/signing/index.ts';

export type TicketRow = typeof accountTickets.$inferSelect;
export type TicketPurpose = TicketRow['purpose'];

/** Makes a ticket for one purpose. @returns the token; only its hash is kept. */
export async function createTicket(
  tx: Tx,
  ticket: { clinicId: string; userId: string; purpose: TicketPurpose; lifetimeSeconds: number; now: Date },
): Promise<string> {
  const { lifetimeSeconds, now, ...fields } = ticket;
  const token = newToken();
  const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
  await tx.insert(accountTickets).values({ id: randomUUID(), ...fields, tokenHash: hashToken(token), createdAt: now, expiresAt });
  return token;
}

function good(purpose: TicketPurpose, token: string, now: Date) {
  const { tokenHash, usedAt, expiresAt } = accountTickets;
  return and(eq(tokenHash, hashToken(token)), eq(accountTickets.purpose, purpose), isNull(usedAt), gt(expiresAt, now));
}

/** The ticket of a token, where it is for this purpose, unused and in time. */
export async function findTicket(tx: Tx, purpose: TicketPurpose, token: string, now: Date): Promise<TicketRow | null> {
  const [ticket] = await tx
    .select()
    .from(accountTickets)
    .where(good(purpose, token, now));
  return ticket ?? null;
}

/** Takes the ticket: of two that come at once one gets it, the other null. */
export async function useTicket(tx: Tx, purpose: TicketPurpose, token: string, now: Date): Promise<TicketRow | null> {
  const [ticket] = await tx
    .update(accountTickets)
    .set({ usedAt: now })
    .where(good(purpose, token, now))
    .returning();
  return ticket ?? null;
}
