import { rawId, type StudySelector } from '@readroom/contract';
import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { alias, QueryBuilder } from 'drizzle-orm/pg-core';
import { type Bound, type Row, run, ShapedQuery, type Tx } from '../../platform/db/connection.ts';
import { apiKeys, expressCustomers, externalReports, type reports, studies, users } from '../../platform/db/schema.ts';
import { openableStudies, type StudyRow } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';

export type Product = StudyRow['product'];
export type ReportMark = Pick<typeof reports.$inferSelect, 'id' | 'status' | 'isCritical'>;
type Person = Pick<typeof users.$inferSelect, 'id' | 'email' | 'firstName' | 'lastName' | 'middleName' | 'suffix1' | 'suffix2'>;
type KeyMark = Pick<typeof apiKeys.$inferSelect, 'id' | 'description' | 'isViewerEnabled' | 'isClinicalContextEnrichmentEnabled'>;

/** A study with everything that its JSON names. */
export interface StudyDetails {
  study: Omit<StudyRow, 'searchText' | 'severityRank' | 'mrn'>;
  assignee: Person | null;
  creator: Person | null;
  apiKey: KeyMark | null;
  customer: { id: string; name: string } | null;
  externalReport: { id: string } | null;
  reports: ReportMark[];
}

const assignee = alias(users, 'assignee');
const creator = alias(users, 'creator');

const { searchText: _search, severityRank: _rank, mrn: _mrn, ...studyColumns } = getTableColumns(studies);

function personColumns({ id, email, firstName, lastName, middleName, suffix1, suffix2 }: typeof assignee | typeof creator) {
  return { id, email, firstName, lastName, middleName, suffix1, suffix2 };
}

const SELECTION = {
  study: studyColumns,
  assignee: personColumns(assignee),
  creator: personColumns(creator),
  apiKey: {
    id: apiKeys.id,
    description: apiKeys.description,
    isViewerEnabled: apiKeys.isViewerEnabled,
    isClinicalContextEnrichmentEnabled: apiKeys.isClinicalContextEnrichmentEnabled,
  },
  customer: { id: expressCustomers.id, name: expressCustomers.name },
  externalReport: { id: externalReports.id },
  reports: sql`ARRAY(
    SELECT json_build_object('id', report.id, 'status', report.status, 'isCritical', report.is_critical)
    FROM reports AS report WHERE report.study_id = ${studies.id} AND report.status <> 'cancelled' ORDER BY report.seq
  )`.as('reports'),
};
const query = new ShapedQuery<StudyDetails>(SELECTION);

/** The joins of a study that a condition of `openableStudies` stands before. */
function joined(...conditions: (SQL | undefined)[]) {
  return new QueryBuilder()
    .select(SELECTION)
    .from(studies)
    .leftJoin(assignee, eq(assignee.id, studies.assignedToUserId))
    .leftJoin(creator, eq(creator.id, studies.createdByUserId))
    .leftJoin(apiKeys, eq(apiKeys.id, studies.createdByApiKeyId))
    .leftJoin(expressCustomers, eq(expressCustomers.id, studies.expressCustomerId))
    .leftJoin(externalReports, eq(externalReports.studyId, studies.id))
    .where(and(...conditions));
}

/** Where a value of this name goes: an SQL value of whatever type the column is compared as. */
export function valueNamed(name: string): never {
  return sql.placeholder(name) as never;
}

/**
 * A statement over the studies of a product that the principal may open, newest first where it has a limit. Statements of a key are kept by their shape; what a user reaches differs in more than values, so theirs
 * are built each time.
 */
export function statementOf(principal: Principal, product: Product, filters: Filter[], limit: number | null): Bound {
  const values: Record<string, string | null> = { limit: String(limit) };
  for (const { name, value } of filters) if (value !== undefined) values[name] = value;
  if (principal.kind === 'key') Object.assign(values, { clinicId: principal.clinicId, apiKeyId: principal.apiKeyId });
  const reach = principal.kind === 'key' ? { ...principal, clinicId: valueNamed('clinicId'), apiKeyId: valueNamed('apiKeyId') } : principal;
  const shape = principal.kind === 'key' ? [product, principal.scope, limit !== null, ...filters.map(({ name }) => name)].join(' ') : null;
  const build = () => {
    const statement = joined(
      openableStudies(reach),
      sql`${studies.product} = ${sql.raw(`'${product}'`)}`,
      ...filters.map(({ condition }) => condition),
    );
    return limit === null ? statement : statement.orderBy(desc(studies.seq)).limit(valueNamed('limit'));
  };
  return query.bind(shape, build, values);
}

/** A condition, the name by which its shape is known, and the value of the placeholder with that name if it has one. */
export interface Filter {
  name: string;
  condition: SQL;
  value?: string | null;
}

/** The statement that reads the study of this id, or else of this UID, if the principal reaches it. */
export function detailsStatement(principal: Principal, selector: StudySelector, product: Product): Bound {
  const { studyId, studyInstanceUid = '' } = selector;
  const which =
    studyId === undefined
      ? { name: 'uid', condition: eq(studies.studyInstanceUid, valueNamed('uid')), value: studyInstanceUid }
      : { name: 'id', condition: eq(studies.id, valueNamed('id')), value: rawId('stu', studyId) };
  return statementOf(principal, product, [which], null);
}

/** The rows of such a statement. */
export function toDetails(rows: Row[]): StudyDetails[] {
  return query.map(rows);
}

export async function findDetails(tx: Tx, principal: Principal, selector: StudySelector, product: Product): Promise<StudyDetails | null> {
  const [details] = toDetails(await run(tx, detailsStatement(principal, selector, product)));
  return details ?? null;
}
