import { randomUUID } from 'node:crypto';
import { rawId, type StudySelector } from '@readroom/contract';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { studies, type users } from '../../platform/db/schema.ts';
import { openableStudies, type StudyRow } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';
import type { Product } from './details-repository.ts';

export type UserRow = typeof users.$inferSelect;
export type NewStudy = Omit<typeof studies.$inferInsert, 'id' | 'seq' | 'createdAt' | 'updatedAt' | 'severityRank' | 'searchText' | 'mrn'>;
export type StudyChange = Partial<NewStudy>;

/** The studies of a product that the principal may open. The only way to a study row here. */
export function within(principal: Principal, product: Product, ...conditions: (SQL | undefined)[]): SQL | undefined {
  return and(openableStudies(principal), eq(studies.product, product), ...conditions);
}

/** The study of this selector's id, or else of its UID; locked until the transaction ends where `lock` is set. */
export async function findStudy(
  tx: Tx,
  principal: Principal,
  selector: StudySelector,
  options: { product: Product; lock: boolean },
): Promise<StudyRow | null> {
  const query = tx
    .select()
    .from(studies)
    .where(within(principal, options.product, matches(selector)));
  const [study] = options.lock ? await query.for('update') : await query;
  return study ?? null;
}

function matches(selector: StudySelector): SQL {
  if (selector.studyId === undefined) return eq(studies.studyInstanceUid, selector.studyInstanceUid ?? '');
  const id = rawId('stu', selector.studyId);
  return id === null ? sql`false` : eq(studies.id, id);
}

/** Those AutoScribe studies of these public ids that the principal reaches, as raw UUIDs. */
export async function findStudyIds(tx: Tx, principal: Principal, studyIds: string[]): Promise<string[]> {
  const ids = studyIds.flatMap((id) => rawId('stu', id) ?? []);
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: studies.id })
    .from(studies)
    .where(within(principal, 'autoscribe', inArray(studies.id, ids)));
  return rows.map((row) => row.id);
}

/** Null where the clinic has a study of this product with the UID already, deleted and out-of-scope ones included. */
export async function insertStudy(tx: Tx, study: NewStudy): Promise<StudyRow | null> {
  const [inserted] = await tx
    .insert(studies)
    .values({ id: randomUUID(), ...study })
    .onConflictDoNothing({ target: [studies.clinicId, studies.product, studies.studyInstanceUid] })
    .returning();
  return inserted ?? null;
}

export async function updateStudy(tx: Tx, studyId: string, change: StudyChange): Promise<void> {
  await tx
    .update(studies)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(studies.id, studyId));
}
