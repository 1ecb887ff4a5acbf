import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, installation, studies, users } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';

const MARK = 'demo';

/** What is remembered of the demo: the key, sealed, so that every start can print it; and whether the load came to its end. */
export interface DemoMark {
  sealedKey: string;
  isComplete: boolean;
}

export async function findMark(tx: Tx): Promise<DemoMark | null> {
  const [row] = await tx.select({ value: installation.value }).from(installation).where(eq(installation.name, MARK));
  return (row?.value as DemoMark | undefined) ?? null;
}

export async function setMark(tx: Tx, mark: DemoMark): Promise<void> {
  await tx
    .insert(installation)
    .values({ name: MARK, value: mark })
    .onConflictDoUpdate({ target: installation.name, set: { value: mark } });
}

export async function firstKeyId(tx: Tx, clinicId: string): Promise<string | null> {
  const [key] = await tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(eq(apiKeys.clinicId, clinicId))
    .orderBy(asc(apiKeys.createdAt))
    .limit(1);
  return key?.id ?? null;
}

export async function findUserId(tx: Tx, clinicId: string, email: string): Promise<string | null> {
  const [user] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.clinicId, clinicId), eq(users.email, email)));
  return user?.id ?? null;
}

export async function findByUid(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<StudyRow | null> {
  const [study] = await tx
    .select()
    .from(studies)
    .where(and(eq(studies.clinicId, clinicId), eq(studies.studyInstanceUid, studyInstanceUid)));
  return study ?? null;
}

/** So that the worklist of a new installation shows exams of different ages. */
export async function setCreatedAt(tx: Tx, studyId: string, createdAt: Date): Promise<void> {
  await tx.update(studies).set({ createdAt }).where(eq(studies.id, studyId));
}
