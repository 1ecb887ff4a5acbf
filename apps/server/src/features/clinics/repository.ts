import { asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { clinics, users } from '../../platform/db/schema.ts';

export type Clinic = typeof clinics.$inferSelect;

export async function insertClinic(tx: Tx, clinic: { id: string; name: string; isDemo: boolean }): Promise<void> {
  await tx.insert(clinics).values(clinic);
}

export async function selectClinics(tx: Tx): Promise<Clinic[]> {
  return tx.select().from(clinics).orderBy(asc(clinics.createdAt), asc(clinics.id));
}

/** Locked until the transaction ends. */
export async function lockClinic(tx: Tx, clinicId: string): Promise<Clinic> {
  const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId)).for('update');
  if (!clinic) throw new Error('the clinic of a signed-in user is not there');
  return clinic;
}

export async function findClinic(tx: Tx, clinicId: string): Promise<Clinic> {
  const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId));
  if (!clinic) throw new Error('the clinic of a signed-in user is not there');
  return clinic;
}

export async function updateClinic(tx: Tx, clinicId: string, change: Partial<Clinic>): Promise<Clinic> {
  const [clinic] = await tx.update(clinics).set(change).where(eq(clinics.id, clinicId)).returning();
  return clinic!;
}

/** Whether a user signs in with a password that nothing stands beside. */
export async function isUnprotected(tx: Tx, userId: string): Promise<boolean> {
  const [user] = await tx
    .select({ hasPassword: sql<boolean>`${users.passwordHash} IS NOT NULL`, totpConfirmedAt: users.totpConfirmedAt })
    .from(users)
    .where(eq(users.id, userId));
  return user?.hasPassword === true && user?.totpConfirmedAt === null;
}
