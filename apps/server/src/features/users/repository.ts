import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { users } from '../../platform/db/schema.ts';

export type UserRow = typeof users.$inferSelect;

/** Null where the email is in use in this clinic. */
export async function insertUser(tx: Tx, user: typeof users.$inferInsert): Promise<UserRow | null> {
  const [row] = await tx.insert(users).values(user).onConflictDoNothing().returning();
  return row ?? null;
}

/** Active users who may sign reports, by name. */
export async function selectReaders(tx: Tx, clinicId: string): Promise<UserRow[]> {
  return tx
    .select()
    .from(users)
    .where(and(eq(users.clinicId, clinicId), eq(users.canCreateReports, true), isNull(users.revokedAt)))
    .orderBy(asc(users.lastName), asc(users.firstName));
}
