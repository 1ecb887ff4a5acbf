import { randomUUID } from 'node:crypto';
import type { ReportDocument } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { clinics, dictations, reportDrafts, reportDraftVersions, reports, studies, users } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';
import type { ReportRow } from '../reports/index.ts';

export type DraftRow = typeof reportDrafts.$inferSelect;
export type UserRow = typeof users.$inferSelect;

/** Null for an addendum that was given up, as for one that never was. */
export async function findReport(tx: Tx, reportId: string, options: { lock?: boolean } = {}): Promise<ReportRow | null> {
  const query = tx.select().from(reports).where(eq(reports.id, reportId));
  const [report] = options.lock ? await query.for('update') : await query;
  return report && report.status !== 'cancelled' ? { ...report, status: report.status } : null;
}

export async function insertReport(tx: Tx, report: { clinicId: string; studyId: string; userId: string }): Promise<ReportRow> {
  const [row] = await tx
    .insert(reports)
    .values({ id: randomUUID(), status: 'in_progress', ...report })
    .returning();
  return { ...row!, status: 'in_progress' };
}

export async function setReportAuthor(tx: Tx, reportId: string, userId: string, now: Date): Promise<void> {
  await tx.update(reports).set({ userId, updatedAt: now }).where(eq(reports.id, reportId));
}

export async function updateStudy(tx: Tx, studyId: string, values: Partial<typeof studies.$inferInsert>): Promise<void> {
  await tx.update(studies).set(values).where(eq(studies.id, studyId));
}

export async function findDraft(tx: Tx, reportId: string, options: { lock?: boolean } = {}): Promise<DraftRow | null> {
  const query = tx.select().from(reportDrafts).where(eq(reportDrafts.reportId, reportId));
  const [draft] = options.lock ? await query.for('update') : await query;
  return draft ?? null;
}

export async function insertDraft(tx: Tx, draft: { reportId: string; clinicId: string; document: ReportDocument }): Promise<DraftRow> {
  const [row] = await tx
    .insert(reportDrafts)
    .values({ revision: 1, dictation: '', ...draft })
    .onConflictDoNothing()
    .returning();
  return row ?? (await findDraft(tx, draft.reportId))!;
}

export async function updateDraft(
  tx: Tx,
  reportId: string,
  draft: { revision: number; document: ReportDocument; dictation: string; updatedAt: Date },
): Promise<void> {
  await tx.update(reportDrafts).set(draft).where(eq(reportDrafts.reportId, reportId));
}

export async function deleteDraft(tx: Tx, reportId: string): Promise<void> {
  await tx.delete(reportDrafts).where(eq(reportDrafts.reportId, reportId));
}

/** Puts a state of the draft aside, so that its words can be found again. */
export async function keepDraftVersion(tx: Tx, draft: DraftRow): Promise<void> {
  await tx.insert(reportDraftVersions).values({
    id: randomUUID(),
    clinicId: draft.clinicId,
    reportId: draft.reportId,
    revision: draft.revision,
    document: draft.document,
    dictation: draft.dictation,
  });
}

export async function insertDictation(
  tx: Tx,
  dictation: { clinicId: string; reportId: string; userId: string; spoken: string },
): Promise<void> {
  await tx.insert(dictations).values({ id: randomUUID(), ...dictation });
}

export async function completeReport(tx: Tx, reportId: string, values: Partial<typeof reports.$inferInsert>): Promise<ReportRow> {
  const [row] = await tx
    .update(reports)
    .set({ status: 'completed', ...values })
    .where(eq(reports.id, reportId))
    .returning();
  return { ...row!, status: 'completed' };
}

export async function findUser(tx: Tx, userId: string): Promise<UserRow> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId));
  return user!;
}

/** What the clinic has printed on its reports, as it is set now. */
export async function findStationery(tx: Tx, clinicId: string) {
  const { name, letterhead, timeZone, paperSize } = clinics;
  const [clinic] = await tx.select({ name, letterhead, timeZone, paperSize }).from(clinics).where(eq(clinics.id, clinicId));
  if (!clinic) throw new Error('the clinic of a study is not there');
  return clinic;
}

export async function findStudyOf(tx: Tx, report: ReportRow): Promise<StudyRow> {
  const [study] = await tx.select().from(studies).where(eq(studies.id, report.studyId));
  return study!;
}
