import type { WorklistQuery } from '@readroom/contract';
import { and, asc, count, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { dicomInstances, studies, users } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';
import type { WorklistPlace } from './cursor.ts';

export interface WorklistRecord {
  study: StudyRow;
  assignee: { id: string; firstName: string; lastName: string } | null;
  imageCount: number;
}

/** What the filters ask for. `assigned` is a raw UUID, 'none' or absent. */
export interface WorklistFilter extends Pick<WorklistQuery, 'status' | 'severity' | 'modality' | 'cancelled'> {
  words: string;
  assigned: string | undefined;
  /** Raw UUIDs: only these. */
  studies: string[] | undefined;
}

function condition(reach: SQL | undefined, filter: WorklistFilter): SQL | undefined {
  const words = filter.words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return and(
    reach,
    eq(studies.product, 'autoscribe'),
    eq(studies.studyType, 'standard'),
    filter.cancelled ? isNotNull(studies.cancelledAt) : isNull(studies.cancelledAt),
    filter.studies ? inArray(studies.id, filter.studies) : undefined,
    filter.status?.length ? inArray(studies.status, filter.status) : undefined,
    filter.severity?.length ? inArray(studies.severity, filter.severity) : undefined,
    filter.modality?.length ? inArray(studies.modality, filter.modality) : undefined,
    filter.assigned === 'none'
      ? isNull(studies.assignedToUserId)
      : filter.assigned
        ? eq(studies.assignedToUserId, filter.assigned)
        : undefined,
    ...words.map((word) => sql`position(${word} in ${studies.searchText}) > 0`),
  );
}

/** STAT first, then high, then oldest; `limit` rows after `place`. */
export async function selectWorklist(
  tx: Tx,
  reach: SQL | undefined,
  filter: WorklistFilter,
  place: WorklistPlace | null,
  limit: number,
): Promise<WorklistRecord[]> {
  const after = place
    ? or(gt(studies.severityRank, place.rank), and(eq(studies.severityRank, place.rank), gt(studies.seq, place.seq)))
    : undefined;
  const rows = await tx
    .select({ study: studies, assignee: { id: users.id, firstName: users.firstName, lastName: users.lastName } })
    .from(studies)
    .leftJoin(users, eq(users.id, studies.assignedToUserId))
    .where(and(condition(reach, filter), after))
    .orderBy(asc(studies.severityRank), asc(studies.seq))
    .limit(limit);
  const uids = rows.map((row) => row.study.studyInstanceUid);
  const counts = uids.length === 0 ? [] : await countImages(tx, rows[0]!.study.clinicId, uids);
  const byUid = new Map(counts.map((row) => [row.uid, row.images]));
  return rows.map((row) => ({ ...row, imageCount: byUid.get(row.study.studyInstanceUid) ?? 0 }));
}

async function countImages(tx: Tx, clinicId: string, uids: string[]) {
  return tx
    .select({ uid: dicomInstances.studyInstanceUid, images: count() })
    .from(dicomInstances)
    .where(and(eq(dicomInstances.clinicId, clinicId), inArray(dicomInstances.studyInstanceUid, uids)))
    .groupBy(dicomInstances.studyInstanceUid);
}

export async function countWorklist(tx: Tx, reach: SQL | undefined, filter: WorklistFilter): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(studies).where(condition(reach, filter));
  return row?.total ?? 0;
}

/** The modalities that the reader could filter by. */
export async function selectModalities(tx: Tx, reach: SQL | undefined): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ modality: studies.modality })
    .from(studies)
    .where(and(reach, isNotNull(studies.modality)))
    .orderBy(asc(studies.modality))
    .limit(100);
  return rows.flatMap((row) => (row.modality ? [row.modality] : []));
}
