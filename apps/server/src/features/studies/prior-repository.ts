import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
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

const MOST_ARCHIVED = 20;

/**
 * The archive studies with a report that name the same patient, newest first: the same MRN at the same Express customer, because each customer numbers its own patients.
 * One that was cancelled does not count.
 */
export async function selectArchived(tx: Tx, study: StudyRow): Promise<PriorStudyRow[]> {
  const { mrn } = study.reportMetadata;
  if (!mrn) return [];
  const { expressCustomerId } = study;
  const rows = await tx
    .select({ study: studies, text: externalReports.reportText })
    .from(studies)
    .innerJoin(externalReports, eq(externalReports.studyId, studies.id))
    .where(
      and(
        eq(studies.clinicId, study.clinicId),
        sql`${studies.studyType} = 'external'`,
        eq(studies.mrn, mrn),
        expressCustomerId === null ? isNull(studies.expressCustomerId) : eq(studies.expressCustomerId, expressCustomerId),
        isNull(studies.deletedAt),
        isNull(studies.cancelledAt),
      ),
    )
    .orderBy(desc(studies.seq))
    .limit(MOST_ARCHIVED);
  return rows.flatMap(({ study: archived, text }) => (archived.id === study.id ? [] : [{ study: archived, texts: text ? [text] : [] }]));
}
