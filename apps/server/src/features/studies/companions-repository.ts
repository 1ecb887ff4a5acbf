import { type SQL, sql } from 'drizzle-orm';
import { type PgColumn, type PgTable, QueryBuilder } from 'drizzle-orm/pg-core';
import { type Ask, type Bound, ShapedQuery } from '../../platform/db/connection.ts';
import { apiKeys, expressCustomers, externalReports, reports, studies, users } from '../../platform/db/schema.ts';
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

  constructor(table: PgTable, columns: Columns, among: PgColumn, order: PgColumn = among) {
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

type Columns = Record<string, PgColumn>;

const { email, firstName, lastName, middleName, suffix1, suffix2 } = users;
const { description, isViewerEnabled, isClinicalContextEnrichmentEnabled } = apiKeys;
const PERSON: Columns = { id: users.id, email, firstName, lastName, middleName, suffix1, suffix2 };
const KEY: Columns = { id: apiKeys.id, description, isViewerEnabled, isClinicalContextEnrichmentEnabled };
const CUSTOMER: Columns = { id: expressCustomers.id, name: expressCustomers.name };
const REPORT: Columns = { id: reports.id, studyId: reports.studyId, status: reports.status, isCritical: reports.isCritical };
const EXTERNAL: Columns = { id: externalReports.id, studyId: externalReports.studyId };

const people = new Lookup<Person>(users, PERSON, users.id);
const keys = new Lookup<KeyMark>(apiKeys, KEY, apiKeys.id);
const customers = new Lookup<CustomerMark>(expressCustomers, CUSTOMER, expressCustomers.id);
const reportMarks = new Lookup<ReportMark>(reports, REPORT, reports.studyId, reports.seq);
const external = new Lookup<ExternalMark>(externalReports, EXTERNAL, externalReports.studyId);

/** A study that nobody has begun to report has no report. */
const mayHaveReport = ({ status: standing }: Named) => standing !== 'unassigned' && standing !== 'assigned';

/** What hardly a study has that a program made: it is looked for only where it is. */
type Rare = 'creator' | 'externalReport';

/** The others as JSON, each a column of its own, for the few studies in `found`, a name in the statement: for few, a join would be dearer than looking. */
export function companionsOf(found: string): Record<Exclude<keyof Companions, Rare>, SQL.Aliased> {
  const of = (column: PgColumn) => sql.raw(`${found}.${column.name}`);
  const one = (table: PgTable, columns: Columns, among: PgColumn, column: PgColumn) =>
    sql`(SELECT ${json(columns)} FROM ${table} WHERE ${among} = ${of(column)})`;
  return {
    assignee: one(users, PERSON, users.id, studies.assignedToUserId).as('assignee'),
    apiKey: one(apiKeys, KEY, apiKeys.id, studies.createdByApiKeyId).as('api_key'),
    customer: one(expressCustomers, CUSTOMER, expressCustomers.id, studies.expressCustomerId).as('customer'),
    reports: sql`(SELECT coalesce(json_agg(${json(REPORT)} ORDER BY ${reports.seq}), '[]')
      FROM ${reports} WHERE ${reports.studyId} = ${of(studies.id)} AND ${reports.status} <> 'cancelled')`.as('reports'),
  };
}

function json(columns: Columns): SQL {
  const pairs = Object.entries(columns).map(([name, column]) => sql`${sql.raw(`'${name}'`)}, ${column}`);
  return sql`json_build_object(${sql.join(pairs, sql`, `)})`;
}

/** How to look for API keys of these raw ids. */
export function keysAmong(ids: string[]) {
  return keys.among(ids);
}

function byId<Mark extends { id: string }>(marks: Mark[], wanted: string | null): Mark | null {
  return marks.find((mark) => mark.id === wanted) ?? null;
}

/** Rows that are asked for together, each only where there is something to look for. */
class Looking {
  readonly #asked: { statement: Bound; take: (rows: unknown[][]) => void }[] = [];

  /** Filled once `done` resolves. */
  for<Mark>(lookup: Lookup<Mark>, ids: (string | null)[]): Mark[] {
    const marks: Mark[] = [];
    const wanted = lookup.among(ids);
    if (wanted) this.#asked.push({ statement: wanted.statement, take: (rows) => marks.push(...wanted.map(rows)) });
    return marks;
  }

  async done(ask: Ask, also: Bound[] = []): Promise<void> {
    if (this.#asked.length + also.length === 0) return;
    const answers = await ask(...this.#asked.map(({ statement }) => statement), ...also);
    for (const [index, { take }] of this.#asked.entries()) take(answers[index] ?? []);
  }
}

const idsOfArchived = (found: Named[]) => found.filter((study) => study.studyType === 'external').map((study) => study.id);

/** The studies with the rest of what their JSON names. */
export async function withRareCompanions<Details extends Omit<Companions, Rare> & { study: Named }>(
  ask: Ask,
  found: Details[],
): Promise<(Details & Companions)[]> {
  const looking = new Looking();
  const persons = looking.for(
    people,
    found.map(({ study }) => study.createdByUserId),
  );
  const archived = looking.for(external, idsOfArchived(found.map(({ study }) => study)));
  await looking.done(ask);
  return found.map((details) => ({
    ...details,
    creator: byId(persons, details.study.createdByUserId),
    externalReport: archived.find((mark) => mark.studyId === details.study.id) ?? null,
  }));
}

/** The studies with what their JSON names beside them, asked for at once, and only what is there and not known already. */
export async function withCompanions<Study extends Named>(
  ask: Ask,
  found: Study[],
  knownKeys: KeyMark[] = [],
  also: Bound[] = [],
): Promise<(Companions & { study: Study })[]> {
  const looking = new Looking();
  const persons = looking.for(
    people,
    found.flatMap((study) => [study.assignedToUserId, study.createdByUserId]),
  );
  const foundKeys = looking.for(
    keys,
    found.map((study) => study.createdByApiKeyId).filter((wanted) => !byId(knownKeys, wanted)),
  );
  const customerMarks = looking.for(
    customers,
    found.map((study) => study.expressCustomerId),
  );
  const reported = looking.for(
    reportMarks,
    found.filter(mayHaveReport).map((study) => study.id),
  );
  const archived = looking.for(external, idsOfArchived(found));
  await looking.done(ask, also);
  return found.map((study) => ({
    study,
    assignee: byId(persons, study.assignedToUserId),
    creator: byId(persons, study.createdByUserId),
    apiKey: byId(knownKeys, study.createdByApiKeyId) ?? byId(foundKeys, study.createdByApiKeyId),
    customer: byId(customerMarks, study.expressCustomerId),
    externalReport: archived.find((mark) => mark.studyId === study.id) ?? null,
    reports: reported.filter((mark) => mark.studyId === study.id && mark.status !== 'cancelled'),
  }));
}
