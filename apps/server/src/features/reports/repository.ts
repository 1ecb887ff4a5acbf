import { randomUUID } from 'node:crypto';
import { rawId } from '@readroom/contract';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { reportDrafts, reportDraftVersions, reports, studies } from '../../platform/db/schema.ts';
import { openableStudies, type StudyRow } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';

type StoredReport = typeof reports.$inferSelect;

/** A report that is there for its readers: an addendum that was given up is not. */
export type ReportRow = StoredReport & { status: 'in_progress' | 'completed' };

/** A report with its study, as this principal reaches it by the study. */
export interface ReachedReport {
  report: ReportRow;
  study: StudyRow;
}

function isShown(report: StoredReport): report is ReportRow {
  return report.status !== 'cancelled';
}

/** The report with this public id, or null where the principal reaches none. */
export async function findReport(tx: Tx, principal: Principal, reportId: string): Promise<ReachedReport | null> {
  const id = rawId('rep', reportId);
  if (id === null) return null;
  const [row] = await tx
    .select({ report: reports, study: studies })
    .from(reports)
    .innerJoin(studies, eq(studies.id, reports.studyId))
    .where(and(eq(reports.id, id), openableStudies(principal)));
  return row && isShown(row.report) ? { report: row.report, study: row.study } : null;
}

/** The reports of a study: the original first, then its addenda as they were made. */
export async function reportsOfStudy(tx: Tx, studyId: string): Promise<ReportRow[]> {
  const rows = await tx
    .select()
    .from(reports)
    .where(and(eq(reports.studyId, studyId), ne(reports.status, 'cancelled')))
    .orderBy(asc(reports.seq));
  return rows.filter(isShown);
}

/** A report by its raw UUID, whoever asks: the signature of a URL stands for the asking key. */
export async function findClinicOf(tx: Tx, reportId: string): Promise<{ clinicId: string; studyId: string } | null> {
  const [row] = await tx
    .select({ clinicId: reports.clinicId, studyId: reports.studyId })
    .from(reports)
    .where(and(eq(reports.id, reportId), eq(reports.status, 'completed')));
  return row ?? null;
}

export async function insertAddendum(tx: Tx, parent: ReportRow, userId: string): Promise<ReportRow> {
  const [row] = await tx
    .insert(reports)
    .values({
      id: randomUUID(),
      clinicId: parent.clinicId,
      studyId: parent.studyId,
      userId,
      status: 'in_progress',
      isAddendum: true,
      parentReportId: parent.id,
    })
    .returning();
  return { ...row!, status: 'in_progress' };
}

/** Takes an addendum out of sight; its draft goes to the versions, where its words can be found again. */
export async function setAddendumAside(tx: Tx, reportId: string): Promise<void> {
  const draft = tx
    .select({
      id: sql<string>`gen_random_uuid()`.as('id'),
      clinicId: reportDrafts.clinicId,
      reportId: reportDrafts.reportId,
      revision: reportDrafts.revision,
      document: reportDrafts.document,
      dictation: reportDrafts.dictation,
      createdAt: sql<Date>`now()`.as('created_at'),
    })
    .from(reportDrafts)
    .where(eq(reportDrafts.reportId, reportId));
  await tx.insert(reportDraftVersions).select(draft);
  await tx.delete(reportDrafts).where(eq(reportDrafts.reportId, reportId));
  await tx.update(reports).set({ status: 'cancelled', updatedAt: sql`now()` }).where(eq(reports.id, reportId));
}

export async function setStudyStatus(tx: Tx, studyId: string, status: StudyRow['status']): Promise<void> {
  await tx.update(studies).set({ status, updatedAt: sql`now()` }).where(eq(studies.id, studyId));
}
