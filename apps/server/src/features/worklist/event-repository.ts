import { eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { studies } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';

export async function findStudyById(tx: Tx, id: string): Promise<StudyRow | null> {
  const [study] = await tx.select().from(studies).where(eq(studies.id, id));
  return study ?? null;
}
