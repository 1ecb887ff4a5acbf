import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { externalReports, reports, studies } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';

export interface PriorStudyRow {
  study: StudyRow;
  /** What was signed about it: the original first, then its addenda; of an archive study, the text that came with it. */
  texts: string[];
}

/** The studies with these raw UUIDs that are still there, in the order of the ids. */
export async function selectPriorStudies(tx: Tx, clinicId: string, ids: string[]): Promise<PriorStudyRow[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select()
    .from(studies)
    .where(and(eq(studies.clinicId, clinicId), inArray(studies.id, ids), isNull(studies.deletedAt)));
  const signed = await tx
    .select({ studyId: reports.studyId, text: reports.plainText })
    .from(reports)
    .where(and(inArray(reports.studyId, ids), eq(reports.status, 'completed')))
    .orderBy(asc(reports.seq));
  const archived = await tx
    .select({ studyId: externalReports.studyId, text: externalReports.reportText })
    .from(externalReports)
    .where(inArray(externalReports.studyId, ids));
  const all = [...signed, ...archived];
  return ids.flatMap((id) => {
    const study = found.find((row) => row.id === id);
    return study ? [{ study, texts: all.flatMap((row) => (row.studyId === id && row.text ? [row.text] : [])) }] : [];
  });
}
