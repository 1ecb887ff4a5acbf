import { randomUUID } from 'node:crypto';
import { rawId, type StudyListQuery, type StudySelector, type ViewerStudyListQuery } from '@readroom/contract';
import { and, asc, desc, eq, getTableColumns, ilike, inArray, isNotNull, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, expressCustomers, externalReports, reports, studies, users } from '../../platform/db/schema.ts';
import { openableStudies, type StudyRow } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';

export type UserRow = typeof users.$inferSelect;
export type NewStudy = Omit<typeof studies.$inferInsert, 'id' | 'seq' | 'createdAt' | 'updatedAt' | 'severityRank' | 'searchText' | 'mrn'>;
export type StudyChange = Partial<NewStudy>;
export type Product = StudyRow['product'];

const assignee = alias(users, 'assignee');
const creator = alias(users, 'creator');
const { searchText: _search, severityRank: _rank, mrn: _mrn, ...studyColumns } = getTableColumns(studies);

function userColumns<Table extends typeof assignee | typeof creator>(table: Table) {
  const { id, email, firstName, lastName, middleName, suffix1, suffix2 } = table;
  return { id, email, firstName, lastName, middleName, suffix1, suffix2 } as Pick<
    Table,
    'id' | 'email' | 'firstName' | 'lastName' | 'middleName' | 'suffix1' | 'suffix2'
  >;
}

/** The studies of a product that the principal may open. The only way to a study row here. */
function within(principal: Principal, product: Product, ...conditions: (SQL | undefined)[]): SQL | undefined {
  return and(openableStudies(principal), eq(studies.product, product), ...conditions);
}

function joined(tx: Tx) {
  return tx
    .select({
      study: studyColumns,
      assignee: userColumns(assignee),
      creator: userColumns(creator),
      apiKey: {
        id: apiKeys.id,
        description: apiKeys.description,
        isViewerEnabled: apiKeys.isViewerEnabled,
        isClinicalContextEnrichmentEnabled: apiKeys.isClinicalContextEnrichmentEnabled,
      },
      customer: { id: expressCustomers.id, name: expressCustomers.name },
      externalReport: { id: externalReports.id },
    })
    .from(studies)
    .leftJoin(assignee, eq(assignee.id, studies.assignedToUserId))
    .leftJoin(creator, eq(creator.id, studies.createdByUserId))
    .leftJoin(apiKeys, eq(apiKeys.id, studies.createdByApiKeyId))
    .leftJoin(expressCustomers, eq(expressCustomers.id, studies.expressCustomerId))
    .leftJoin(externalReports, eq(externalReports.studyId, studies.id));
}

type JoinedRow = Awaited<ReturnType<typeof joined>>[number];
export type ReportMark = Pick<typeof reports.$inferSelect, 'id' | 'status' | 'isCritical'>;

/** A study with everything that its JSON names. */
export type StudyDetails = JoinedRow & { reports: ReportMark[] };

async function withReports(tx: Tx, rows: JoinedRow[]): Promise<StudyDetails[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.study.id);
  const marks = await tx
    .select({ studyId: reports.studyId, id: reports.id, status: reports.status, isCritical: reports.isCritical })
    .from(reports)
    .where(and(inArray(reports.studyId, ids), ne(reports.status, 'cancelled')))
    .orderBy(asc(reports.seq));
  return rows.map((row) => ({ ...row, reports: marks.filter((mark) => mark.studyId === row.study.id) }));
}

export async function findDetails(tx: Tx, principal: Principal, selector: StudySelector, product: Product): Promise<StudyDetails | null> {
  const rows = await joined(tx).where(within(principal, product, matches(selector)));
  const [details] = await withReports(tx, rows);
  return details ?? null;
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

type ListQuery = Pick<StudyListQuery, 'limit'> & Partial<StudyListQuery & ViewerStudyListQuery>;

/** `limit + 1` studies, newest first, so that the caller sees whether more follow. */
export async function listDetails(tx: Tx, principal: Principal, query: ListQuery, product: Product): Promise<StudyDetails[]> {
  const rows = await joined(tx)
    .where(within(principal, product, query.cursor === undefined ? undefined : lt(studies.seq, query.cursor), ...filters(query)))
    .orderBy(desc(studies.seq))
    .limit(query.limit + 1);
  return withReports(tx, rows);
}

function filters(query: ListQuery): (SQL | undefined)[] {
  return [
    idFilter(studies.assignedToUserId, query.assignedTo && rawId('usr', query.assignedTo), query.assignedTo),
    idFilter(studies.expressCustomerId, query.expressCustomerId && rawId('cus', query.expressCustomerId), query.expressCustomerId),
    query.isCancelled === undefined ? undefined : query.isCancelled ? isNotNull(studies.cancelledAt) : isNull(studies.cancelledAt),
    query.severity && eq(studies.severity, query.severity),
    query.studyDescription === undefined ? undefined : ilike(studies.studyDescription, `%${literal(query.studyDescription)}%`),
    query.studyReportStatus?.length ? inArray(studies.status, query.studyReportStatus) : undefined,
    query.studyType && eq(studies.studyType, query.studyType),
    query.studyViewerStatus && eq(studies.viewerStatus, query.studyViewerStatus),
  ];
}

function idFilter(
  column: typeof studies.assignedToUserId | typeof studies.expressCustomerId,
  id: string | null | undefined,
  given: string | null | undefined,
): SQL | undefined {
  if (given === undefined) return undefined;
  return id ? eq(column, id) : isNull(column);
}

/** Text in which LIKE sees no wildcard. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
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

export async function findUser(tx: Tx, clinicId: string, userId: string): Promise<UserRow | null> {
  const id = rawId('usr', userId);
  if (id === null) return null;
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, id), eq(users.clinicId, clinicId)));
  return user ?? null;
}
