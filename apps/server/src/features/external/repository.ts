import { randomUUID } from 'node:crypto';
import { type ExternalReportListQuery, rawId } from '@readroom/contract';
import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { externalReports, studies } from '../../platform/db/schema.ts';
import { openableStudies, type StudyRow } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';

export type ExternalReportRow = typeof externalReports.$inferSelect;
type Change = Partial<
  Pick<ExternalReportRow, 'readerName' | 'signedAt' | 'reportText' | 'fileKey' | 'fileName' | 'fileType' | 'fileSha256'>
>;

/** A report with its study, as a principal reaches it by the study. */
export interface ReachedReport {
  report: ExternalReportRow;
  study: Pick<StudyRow, 'id' | 'studyInstanceUid'>;
}

function joined(tx: Tx) {
  return tx
    .select({ report: externalReports, study: { id: studies.id, studyInstanceUid: studies.studyInstanceUid } })
    .from(externalReports)
    .innerJoin(studies, eq(studies.id, externalReports.studyId));
}

export async function findReport(tx: Tx, principal: Principal, externalReportId: string): Promise<ReachedReport | null> {
  const id = rawId('ext', externalReportId);
  if (id === null) return null;
  const [row] = await joined(tx).where(and(eq(externalReports.id, id), openableStudies(principal)));
  return row ?? null;
}

/** `limit + 1` reports, newest first, so that the caller sees whether more follow. */
export async function selectReports(
  tx: Tx,
  principal: Principal,
  query: Pick<ExternalReportListQuery, 'cursor' | 'limit' | 'studyId'>,
): Promise<ReachedReport[]> {
  return joined(tx)
    .where(
      and(
        eq(externalReports.clinicId, principal.clinicId),
        openableStudies(principal),
        query.studyId === undefined ? undefined : eq(externalReports.studyId, rawId('stu', query.studyId) ?? ''),
        query.cursor === undefined ? undefined : lt(externalReports.seq, query.cursor),
      ),
    )
    .orderBy(desc(externalReports.seq))
    .limit(query.limit + 1);
}

/** The report of a study that the caller has locked. */
export async function reportOfStudy(tx: Tx, studyId: string): Promise<ExternalReportRow | null> {
  const [row] = await tx.select().from(externalReports).where(eq(externalReports.studyId, studyId));
  return row ?? null;
}

/** The reports of these studies (raw UUIDs). */
export async function reportsOfStudies(tx: Tx, studyIds: string[]): Promise<ExternalReportRow[]> {
  return tx.select().from(externalReports).where(inArray(externalReports.studyId, studyIds));
}

export async function insertReport(tx: Tx, study: StudyRow, change: Change): Promise<ExternalReportRow> {
  const [row] = await tx
    .insert(externalReports)
    .values({ id: randomUUID(), clinicId: study.clinicId, studyId: study.id, snapshotMetadata: study.reportMetadata, ...change })
    .returning();
  return row!;
}

export async function updateReport(tx: Tx, reportId: string, change: Change): Promise<void> {
  await tx
    .update(externalReports)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(externalReports.id, reportId));
}

/** The file of a report by its raw UUID, whoever asks: the signature of a URL stands for the asking key. */
export async function findFile(tx: Tx, reportId: string): Promise<ExternalReportRow | null> {
  const [row] = await joined(tx).where(and(eq(externalReports.id, reportId), isNull(studies.deletedAt)));
  return row?.report ?? null;
}

export async function isFileKept(tx: Tx, reportFileKey: string): Promise<boolean> {
  const rows = await tx.select({ id: externalReports.id }).from(externalReports).where(eq(externalReports.fileKey, reportFileKey));
  return rows.length > 0;
}

/** Also by a study that was deleted or is out of the caller's scope. */
export async function isUidTaken(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<boolean> {
  const rows = await tx
    .select({ id: studies.id })
    .from(studies)
    .where(and(eq(studies.clinicId, clinicId), eq(studies.product, 'autoscribe'), eq(studies.studyInstanceUid, studyInstanceUid)));
  return rows.length > 0;
}
