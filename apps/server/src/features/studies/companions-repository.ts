import { type SQL, sql } from 'drizzle-orm';
import { type PgColumn, type PgTable, QueryBuilder } from 'drizzle-orm/pg-core';
import { type Ask, type Bound, ShapedQuery } from '../../platform/db/connection.ts';
import { apiKeys, expressCustomers, externalReports, reports, users } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';

type Person = Pick<typeof users.$inferSelect, 'id' | 'email' | 'firstName' | 'lastName' | 'middleName' | 'suffix1' | 'suffix2'>;
type KeyMark = Pick<typeof apiKeys.$inferSelect, 'id' | 'description' | 'isViewerEnabled' | 'isClinicalContextEnrichmentEnabled'>;
type CustomerMark = Pick<typeof expressCustomers.$inferSelect, 'id' | 'name'>;
type ReportMark = Pick<typeof reports.$inferSelect, 'id' | 'studyId' | 'status' | 'isCritical'>;
type ExternalMark = Pick<typeof externalReports.$inferSelect, 'id' | 'studyId'>;

/** What the JSON of a study names beside it. */
export interface Companions {
  assignee: Person | null;
  creator: Person | null;
  apiKey: KeyMark | null;
  customer: CustomerMark | null;
  externalReport: ExternalMark | null;
  /** Oldest first; those that were given up are left out. */
  reports: ReportMark[];
}

type Named = Pick<
  StudyRow,
  'id' | 'status' | 'studyType' | 'assignedToUserId' | 'createdByUserId' | 'createdByApiKeyId' | 'expressCustomerId'
>;

/** Rows of one table whose column is among some ids. */
class Lookup<Mark> {
  readonly #query: ShapedQuery<{ mark: Mark }>;
  readonly #bind: (ids: string) => Bound;

  constructor(table: PgTable, columns: Record<string, PgColumn>, among: PgColumn, order: PgColumn = among) {
    this.#query = new ShapedQuery<{ mark: Mark }>({ mark: columns });
    const build = () =>
      new QueryBuilder()
        .select(columns)
        .from(table)
        .where(sql`${among} = ANY(${sql.placeholder('ids')}::uuid[])`)
        .orderBy(order)
        .toSQL();
    this.#bind = (ids) => this.#query.bind('among', build, { ids });
  }

  /** Null where there is nothing to look for. */
  among(ids: (string | null)[]): { statement: Bound; map: (rows: unknown[][]) => Mark[] } | null {
    const present = new Set(ids.filter((id) => id !== null));
    if (present.size === 0) return null;
    return { statement: this.#bind(`{${[...present].join(',')}}`), map: (rows) => this.#query.map(rows).map(({ mark }) => mark) };
  }
}

const { email, firstName, lastName, middleName, suffix1, suffix2 } = users;
const { description, isViewerEnabled, isClinicalContextEnrichmentEnabled } = apiKeys;
const people = new Lookup<Person>(users, { id: users.id, email, firstName, lastName, middleName, suffix1, suffix2 }, users.id);
const keys = new Lookup<KeyMark>(apiKeys, { id: apiKeys.id, description, isViewerEnabled, isClinicalContextEnrichmentEnabled }, apiKeys.id);
const customers = new Lookup<CustomerMark>(expressCustomers, { id: expressCustomers.id, name: expressCustomers.name }, expressCustomers.id);
const { id, studyId, status, isCritical } = reports;
const reportMarks = new Lookup<ReportMark>(reports, { id, studyId, status, isCritical }, studyId, reports.seq);
const external = new Lookup<ExternalMark>(
  externalReports,
  { id: externalReports.id, studyId: externalReports.studyId },
  externalReports.studyId,
);

/** A study that nobody has begun to report has no report. */
const mayHaveReport = ({ status: standing }: Named) => standing !== 'unassigned' && standing !== 'assigned';

/** The same as JSON, each a column of its own, for the one study in `found`, a name in the statement: where it is only one, a join would be dearer than looking. */
export function companionsOf(found: string): Record<keyof Companions, SQL.Aliased> {
  const of = (column: string) => sql.raw(`${found}.${column}`);
  const person = (column: string) => sql`(SELECT json_build_object('id', id, 'email', email, 'firstName', first_name, 'lastName', last_name,
    'middleName', middle_name, 'suffix1', suffix1, 'suffix2', suffix2) FROM users WHERE users.id = ${of(column)})`;
  return {
    assignee: person('assigned_to_user_id').as('assignee'),
    creator: person('created_by_user_id').as('creator'),
    apiKey: sql`(SELECT json_build_object('id', id, 'description', description, 'isViewerEnabled', is_viewer_enabled,
      'isClinicalContextEnrichmentEnabled', is_clinical_context_enrichment_enabled) FROM api_keys WHERE api_keys.id = ${of('created_by_api_key_id')})`.as(
      'api_key',
    ),
    customer:
      sql`(SELECT json_build_object('id', id, 'name', name) FROM express_customers WHERE express_customers.id = ${of('express_customer_id')})`.as(
        'customer',
      ),
    externalReport: sql`(SELECT json_build_object('id', id, 'studyId', study_id) FROM external_reports WHERE study_id = ${of('id')})`.as(
      'external_report',
    ),
    reports:
      sql`(SELECT coalesce(json_agg(json_build_object('id', id, 'studyId', study_id, 'status', status, 'isCritical', is_critical) ORDER BY seq), '[]')
      FROM reports WHERE study_id = ${of('id')} AND status <> 'cancelled')`.as('reports'),
  };
}

/** How to look for API keys of these raw ids. */
export function keysAmong(ids: string[]) {
  return keys.among(ids);
}

/** The studies with what their JSON names beside them, asked for at once, and only what is there and not known already. */
export async function withCompanions<Study extends Named>(
  ask: Ask,
  studies: Study[],
  knownKeys: KeyMark[] = [],
): Promise<(Companions & { study: Study })[]> {
  const asked: { statement: Bound; take: (rows: unknown[][]) => void }[] = [];
  const look = <Mark>(lookup: Lookup<Mark>, ids: (string | null)[]): Mark[] => {
    const marks: Mark[] = [];
    const found = lookup.among(ids);
    if (found) asked.push({ statement: found.statement, take: (rows) => marks.push(...found.map(rows)) });
    return marks;
  };
  const persons = look(
    people,
    studies.flatMap((study) => [study.assignedToUserId, study.createdByUserId]),
  );
  const isKnown = (wanted: string | null) => knownKeys.some((mark) => mark.id === wanted);
  const foundKeys = look(
    keys,
    studies.map((study) => study.createdByApiKeyId).filter((wanted) => !isKnown(wanted)),
  );
  const customerMarks = look(
    customers,
    studies.map((study) => study.expressCustomerId),
  );
  const reported = look(
    reportMarks,
    studies.filter(mayHaveReport).map((study) => study.id),
  );
  const archived = look(
    external,
    studies.filter((study) => study.studyType === 'external').map((study) => study.id),
  );
  if (asked.length > 0) {
    const answers = await ask(...asked.map(({ statement }) => statement));
    for (const [index, { take }] of asked.entries()) take(answers[index] ?? []);
  }
  const byId = <Mark extends { id: string }>(marks: Mark[], wanted: string | null) => marks.find((mark) => mark.id === wanted) ?? null;
  return studies.map((study) => ({
    study,
    assignee: byId(persons, study.assignedToUserId),
    creator: byId(persons, study.createdByUserId),
    apiKey: byId(knownKeys, study.createdByApiKeyId) ?? byId(foundKeys, study.createdByApiKeyId),
    customer: byId(customerMarks, study.expressCustomerId),
    externalReport: archived.find((mark) => mark.studyId === study.id) ?? null,
    reports: reported.filter((mark) => mark.studyId === study.id && mark.status !== 'cancelled'),
  }));
}
