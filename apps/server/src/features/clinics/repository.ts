import { asc } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { clinics } from '../../platform/db/schema.ts';

export type Clinic = typeof clinics.$inferSelect;

export async function insertClinic(tx: Tx, clinic: { id: string; name: string; isDemo: boolean }): Promise<void> {
  await tx.insert(clinics).values(clinic);
}

export async function selectClinics(tx: Tx): Promise<Clinic[]> {
  return tx.select().from(clinics).orderBy(asc(clinics.createdAt), asc(clinics.id));
}
