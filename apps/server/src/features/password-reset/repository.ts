import { and, count, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accountTickets, clinics, users } from '../../platform/db/schema.ts';

/** Whoever has a password to forget: active users with this email, over all clinics. */
export async function usersWithPassword(tx: Tx, email: string) {
  return tx
    .select({ id: users.id, clinicId: users.clinicId, email: users.email, firstName: users.firstName, clinicName: clinics.name })
    .from(users)
    .innerJoin(clinics, eq(clinics.id, users.clinicId))
    .where(and(eq(sql`lower(${users.email})`, email.toLowerCase()), isNull(users.revokedAt), isNotNull(users.passwordHash)));
}

/** How many links were made for a user since then. */
export async function countLinks(tx: Tx, userId: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ links: count() })
    .from(accountTickets)
    .where(and(eq(accountTickets.userId, userId), eq(accountTickets.purpose, 'password_reset'), gt(accountTickets.createdAt, since)));
  return row?.links ?? 0;
}

/** The active user, locked; null where they have lost their access. */
export async function lockActiveUser(tx: Tx, userId: string) {
  const [user] = await tx
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.revokedAt)))
    .for('update');
  return user ?? null;
}

export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
}
