import type { WorklistQuery } from '@readroom/contract';
import { and, asc, count, eq, gt, inArray, isNotNull, isNull, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { dicomInstances, studies, users } from '../../platform/db/schema.ts';
import { hasTrigram, patternOf } from '../../platform/db/words.ts';
import type { StudyRow } from '../access/index.ts';
import type { WorklistPlace } from './cursor.ts';

export interface WorklistRecord {
  study: StudyRow;
  assignee: { id: string; firstName: string; lastName: string } | null;
  imageCount: number;
}

/** What the filters ask for. `assigned` is a raw UUID, 'none' or absent. */
export interface WorklistFilter extends Pick<WorklistQuery, 'status' | 'severity' | 'modality' | 'cancelled'> {
  words: string[];
  /** The numbers of the studies that have the words, as PostgreSQL writes an array; null where there are no words, or too many studies. */
  found: string | null;
  assigned: string | undefined;
  /** Raw UUIDs: only these. */
  studies: string[] | undefined;
}

/** The numbers of the studies that have all the words somewhere, as PostgreSQL writes an array; null where they are more than are worth knowing, or where no index serves the words. */
export async function findWords(tx: Tx, words: string[]): Promise<string | null> {
  const patterns = words.filter(hasTrigram).map(patternOf);
  if (patterns.length === 0) return null;
  const { rows } = await tx.execute<{ found: string | null }>(sql`SELECT studies_with_words(${sql.param(patterns)})::text AS found`);
  return rows[0]?.found ?? null;
}

const RANKS = { stat: 0, high: 1, normal: 2 };

/** Written out, for a plan that PostgreSQL keeps for all values: the index of the worklist serves only these, and how many a status has differs. */
const ORDERED = sql`product = 'autoscribe' AND study_type = 'standard'`;
const ofStatus = (status: StudyRow['status']) => sql`${studies.status} = ${sql.raw(`'${status}'`)}`;

function condition(reach: SQL | undefined, filter: WorklistFilter): SQL | undefined {
  return and(
    reach,
    ORDERED,
    filter.cancelled ? isNotNull(studies.cancelledAt) : isNull(studies.cancelledAt),
    filter.studies ? inArray(studies.id, filter.studies) : undefined,
    // By the rank, which is in the index of the worklist.
    filter.severity?.length ? inArray(studies.severityRank, [...new Set(filter.severity.map((severity) => RANKS[severity]))]) : undefined,
    filter.assigned === 'none'
      ? isNull(studies.assignedToUserId)
      : filter.assigned
        ? eq(studies.assignedToUserId, filter.assigned)
        : undefined,
    filter.found === null ? undefined : sql`${studies.seq} = ANY(${filter.found}::bigint[])`,
    ...filter.words.map((word) => sql`position(${word} in ${studies.searchText}) > 0`),
  );
}

/** So many alternatives are asked for one by one. */
const MOST_ALTERNATIVES = 25;

/**
 * The worklist in parts of which each is one stretch of an index, in the order of the worklist: of a status and a modality. Where few studies are asked for anyway, or parts would be many, one part.
 */
function alternatives(reach: SQL | undefined, filter: WorklistFilter): (SQL | undefined)[] {
  const statuses = filter.status?.length ? [...new Set(filter.status)] : studies.status.enumValues;
  const modalities = [...new Set(filter.modality ?? [])];
  const all = condition(reach, filter);
  const ofModalities = modalities.length > 0 ? inArray(studies.modality, modalities) : undefined;
  if (filter.studies || filter.found !== null || filter.cancelled) return [and(all, inArray(studies.status, statuses), ofModalities)];
  const ofStatuses = statuses.map((status) => and(all, ofStatus(status)));
  if (modalities.length * statuses.length > MOST_ALTERNATIVES) return ofStatuses.map((of) => and(of, ofModalities));
  return modalities.length === 0
    ? ofStatuses
    : ofStatuses.flatMap((of) => modalities.map((modality) => and(of, eq(studies.modality, modality))));
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
  const parts = alternatives(reach, filter).map((alternative) =>
    tx
      .select({ id: studies.id })
      .from(studies)
      .where(and(alternative, after))
      .orderBy(asc(studies.severityRank), asc(studies.seq))
      .limit(limit),
  );
  const rows = await tx
    .select({ study: studies, assignee: { id: users.id, firstName: users.firstName, lastName: users.lastName } })
    .from(studies)
    .leftJoin(users, eq(users.id, studies.assignedToUserId))
    .where(sql`${studies.id} IN (${together(parts)})`)
    .orderBy(asc(studies.severityRank), asc(studies.seq))
    .limit(limit);
  const uids = rows.map((row) => row.study.studyInstanceUid);
  const counts = uids.length === 0 ? [] : await countImages(tx, rows[0]!.study.clinicId, uids);
  const byUid = new Map(counts.map((row) => [row.uid, row.images]));
  return rows.map((row) => ({ ...row, imageCount: byUid.get(row.study.studyInstanceUid) ?? 0 }));
}

function together(parts: SQLWrapper[]): SQL {
  return sql.join(
    parts.map((part) => sql`(${part})`),
    sql` UNION ALL `,
  );
}

async function countImages(tx: Tx, clinicId: string, uids: string[]) {
  return tx
    .select({ uid: dicomInstances.studyInstanceUid, images: count() })
    .from(dicomInstances)
    .where(and(eq(dicomInstances.clinicId, clinicId), inArray(dicomInstances.studyInstanceUid, uids)))
    .groupBy(dicomInstances.studyInstanceUid);
}

/** Counting further costs more than anybody learns from it. */
const MOST_COUNTED = 10_000;
const BEYOND_COUNTED = sql.raw(`LIMIT ${MOST_COUNTED + 1}`);

/** How many match; null where more than 10,000 do. */
export async function countWorklist(tx: Tx, reach: SQL | undefined, filter: WorklistFilter): Promise<number | null> {
  const parts = alternatives(reach, filter).map((alternative) => tx.select({ one: sql`1` }).from(studies).where(alternative));
  const { rows } = await tx.execute<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM (${together(parts)} ${BEYOND_COUNTED}) AS counted`,
  );
  const total = rows[0]?.total ?? 0;
  return total > MOST_COUNTED ? null : total;
}

/** The modalities that the reader could filter by. Each is found behind the one before, because reading every study for them takes long; then those stay of which the reader reaches a study. */
export async function selectModalities(tx: Tx, clinicId: string, reach: SQL | undefined): Promise<string[]> {
  const next = (behind?: SQL) =>
    tx
      .select({ modality: studies.modality })
      .from(studies)
      .where(and(eq(studies.clinicId, clinicId), isNull(studies.deletedAt), isNotNull(studies.modality), behind))
      .orderBy(asc(studies.modality))
      .limit(1);
  // One look for each: EXISTS would be planned as a join with all studies.
  const isReached = tx
    .select({ isReached: sql`true` })
    .from(studies)
    .where(and(sql`${studies.modality} = found.name`, reach))
    .limit(1);
  const { rows } = await tx.execute<{ name: string }>(sql`
    WITH RECURSIVE found (name) AS (
      (${next()}) UNION ALL SELECT (${next(sql`${studies.modality} > found.name`)}) FROM found WHERE found.name IS NOT NULL
    )
    SELECT name FROM found WHERE name IS NOT NULL AND (${isReached}) LIMIT 100`);
  return rows.map(({ name }) => name);
}
