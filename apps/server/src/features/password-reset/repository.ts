import { and, count, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { accountTickets, clinics, invitations, users } from '../../platform/db/schema.ts';

const cameBySingleSignOn = sql`(${clinics.oidc} IS NULL AND EXISTS (SELECT FROM ${invitations} WHERE ${invitations.userId} = ${users.id} AND ${invitations.status} = 'accepted'))`;

/**
 * Who may set a password by mail: active users with this email, over all clinics, who have one to forget; also who came in by single sign-on alone, once their clinic has turned that
 * off. Whoever has not accepted their invitation has its link for that.
 */
export async function usersToMail(tx: Tx, email: string) {
  return tx
    .select({ id: users.id, clinicId: users.clinicId, email: users.email, firstName: users.firstName, clinicName: clinics.name })
    .from(users)
    .innerJoin(clinics, eq(clinics.id, users.clinicId))
    .where(
      and(
        eq(sql`lower(${users.email})`, email.toLowerCase()),
        isNull(users.revokedAt),
        or(isNotNull(users.passwordHash), cameBySingleSignOn),
      ),
    );
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
    .select({ id: users.id, email: users.email, firstName: users.firstName, clinicName: clinics.name })
    .from(users)
    .innerJoin(clinics, eq(clinics.id, users.clinicId))
    .where(and(eq(users.id, userId), isNull(users.revokedAt)))
    .for('update', { of: users });
  return user ?? null;
}

/** The hash of the active user's password; null where they have none. */
export async function ownPassword(tx: Tx, userId: string): Promise<string | null> {
  const [user] = await tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.revokedAt)));
  return user?.passwordHash ?? null;
}

export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
}
