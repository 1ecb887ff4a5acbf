import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accountTickets } from '../../platform/db/schema.ts';

export type TicketRow = typeof accountTickets.$inferSelect;
export type TicketPurpose = TicketRow['purpose'];

export async function insertTicket(tx: Tx, ticket: Omit<TicketRow, 'id' | 'usedAt'>): Promise<void> {
  await tx.insert(accountTickets).values({ id: randomUUID(), ...ticket });
}

function good(purpose: TicketPurpose, hash: Uint8Array, now: Date) {
  const { tokenHash, usedAt, expiresAt } = accountTickets;
  return and(eq(tokenHash, hash), eq(accountTickets.purpose, purpose), isNull(usedAt), gt(expiresAt, now));
}

export async function selectTicket(tx: Tx, purpose: TicketPurpose, tokenHash: Uint8Array, now: Date): Promise<TicketRow | null> {
  const [ticket] = await tx
    .select()
    .from(accountTickets)
    .where(good(purpose, tokenHash, now));
  return ticket ?? null;
}

export async function takeTicket(tx: Tx, purpose: TicketPurpose, tokenHash: Uint8Array, now: Date): Promise<TicketRow | null> {
  const [ticket] = await tx
    .update(accountTickets)
    .set({ usedAt: now })
    .where(good(purpose, tokenHash, now))
    .returning();
  return ticket ?? null;
}

/** Nothing that the user was sent or given opens anything any more. */
export async function useUpTickets(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .update(accountTickets)
    .set({ usedAt: now })
    .where(and(eq(accountTickets.userId, userId), isNull(accountTickets.usedAt)));
}
