import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { users } from '../../platform/db/schema.ts';

/** The id of the clinic's oldest owner who may still sign in, or null. */
export async function firstOwnerId(tx: Tx, clinicId: string): Promise<string | null> {
  const [owner] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.clinicId, clinicId), eq(users.level, 'owner'), isNull(users.revokedAt)))
    .orderBy(asc(users.seq))
    .limit(1);
  return owner?.id ?? null;
}
