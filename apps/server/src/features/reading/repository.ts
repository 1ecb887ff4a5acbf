import { and, asc, count, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { dicomInstances, dicomStudies, reports, type StudyAttributes, users } from '../../platform/db/schema.ts';

export type ReportWithAuthor = { report: typeof reports.$inferSelect; author: typeof users.$inferSelect };

/** Oldest first; addenda that were given up are not listed. */
export async function selectReports(tx: Tx, studyId: string): Promise<ReportWithAuthor[]> {
  return tx
    .select({ report: reports, author: users })
    .from(reports)
    .innerJoin(users, eq(users.id, reports.userId))
    .where(eq(reports.studyId, studyId))
    .orderBy(asc(reports.seq));
}

export async function countImages(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<number> {
  const [row] = await tx
    .select({ images: count() })
    .from(dicomInstances)
    .where(and(eq(dicomInstances.clinicId, clinicId), eq(dicomInstances.studyInstanceUid, studyInstanceUid)));
  return row?.images ?? 0;
}

/** What the images say of patient and study; null while there are none. */
export async function findAttributes(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<StudyAttributes | null> {
  const [row] = await tx
    .select({ attributes: dicomStudies.attributes })
    .from(dicomStudies)
    .where(and(eq(dicomStudies.clinicId, clinicId), eq(dicomStudies.studyInstanceUid, studyInstanceUid)));
  return row?.attributes ?? null;
}
