import { randomUUID } from 'node:crypto';
import { rawId, type StudySelector } from '@readroom/contract';
import { and, desc, eq, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { type PgColumn, PgDialect, QueryBuilder } from 'drizzle-orm/pg-core';
import { type Ask, askIn, type Bound, ShapedQuery, type Tx } from '../../platform/db/connection.ts';
import { studies } from '../../platform/db/schema.ts';
import { openableStudies, type StudyRow } from '../access/index.ts';
import { notingReads } from '../audit/index.ts';
import type { KeyPrincipal, Principal } from '../principal/index.ts';
import { type Companions, companionsOf, keysAmong, withCompanions, withRareCompanions } from './companions-repository.ts';

export type Product = StudyRow['product'];
/** What of a study's row no JSON says. */
type Unsaid = 'searchText' | 'severityRank' | 'mrn' | 'clinicId' | 'product' | 'deletedAt' | 'completedAt' | 'contextEnrichedAt';

/** A study with everything that its JSON names. */
export interface StudyDetails extends Companions {
  study: Omit<StudyRow, Unsaid>;
}

const studyColumns = (() => {
  const { searchText, severityRank, mrn, clinicId, product, deletedAt, completedAt, contextEnrichedAt, ...said } = getTableColumns(studies);
  return said;
})();
/** The columns of a study in the order in which its rows are read, for a statement that is written by hand. */
export const SAID_COLUMNS = Object.values(studyColumns)
  .map((column) => `"${column.name}"`)
  .join(', ');
const query = new ShapedQuery<{ study: StudyDetails['study'] }>({ study: studyColumns });
const whole = new ShapedQuery<Omit<StudyDetails, 'creator' | 'externalReport'>>({ study: studyColumns, ...companionsOf('found') });
const dialect = new PgDialect();
const builder = new QueryBuilder();

type Conditions = (SQL | undefined)[];

/** All studies on which the conditions hold. */
function matching(conditions: Conditions) {
  return builder
    .select(studyColumns)
    .from(studies)
    .where(and(...conditions));
}

/** The longest page and the row that tells whether more follow. Written out, because a planner that does not know the limit reckons with a tenth of all rows, and sorts. */
const UP_TO_THE_LONGEST_PAGE = sql.raw('LIMIT 101');

/** The newest of those on which one of the alternatives holds, up to the value `limit`: of each the newest by themselves, so that an index in the order of the page serves each. */
function newest(conditions: Conditions, alternatives: (SQL | undefined)[]): SQL {
  const each = alternatives.map((alternative) => {
    const rows = matching([...conditions, alternative]).orderBy(desc(studies.seq));
    return sql`(${rows} ${UP_TO_THE_LONGEST_PAGE})`;
  });
  return sql`SELECT * FROM (${sql.join(each, sql` UNION ALL `)}) AS newest ORDER BY seq DESC LIMIT ${valueNamed('limit')}`;
}

/** Where a value of this name goes: an SQL value of whatever type the column is compared as. */
export function valueNamed(name: string): never {
  return sql.placeholder(name) as never;
}

/** The key by which a statement is kept: what differs between two keys is a placeholder. */
function asPlaceholders(key: KeyPrincipal): KeyPrincipal {
  return { ...key, clinicId: valueNamed('clinicId'), apiKeyId: valueNamed('apiKeyId') };
}

function conditionsOf(principal: Principal, product: Product, filters: Filter[]): Conditions {
  return [openableStudies(principal), sql`${studies.product} = ${sql.raw(`'${product}'`)}`, ...filters.map(({ condition }) => condition)];
}

/**
 * A statement over the studies of a product that the principal may open, newest first where it has a limit. Statements of a key are kept by their shape; what a user reaches differs in more than values, so theirs
 * are built each time.
 */
export function statementOf(principal: Principal, product: Product, filters: Filter[], limit: number | null): Bound {
  const values: Record<string, string | null> = { limit: String(limit) };
  for (const { name, value } of filters) if (value !== undefined) values[name] = value;
  if (principal.kind === 'key') Object.assign(values, { clinicId: principal.clinicId, apiKeyId: principal.apiKeyId });
  const shape = principal.kind === 'key' ? [product, principal.scope, limit !== null, ...filters.map(({ name }) => name)].join(' ') : null;
  const build = () => {
    const conditions = conditionsOf(principal.kind === 'key' ? asPlaceholders(principal) : principal, product, filters);
    if (limit === null) return matching(conditions).toSQL();
    const alternatives = filters.flatMap((filter) => filter.alternatives ?? []);
    return dialect.sqlToQuery(newest(conditions, alternatives.length > 0 ? alternatives : [undefined]));
  };
  return query.bind(shape, build, values);
}

/** A condition, the name by which its shape is known, and the value of the placeholder with that name if it has one. At most one filter of a list has alternatives. */
export interface Filter {
  name: string;
  condition?: SQL;
  alternatives?: SQL[];
  value?: string | null;
}

function selected({ studyId, studyInstanceUid = '' }: StudySelector): Filter {
  if (studyId === undefined) return { name: 'uid', condition: eq(studies.studyInstanceUid, valueNamed('uid')), value: studyInstanceUid };
  return { name: 'id', condition: eq(studies.id, valueNamed('id')), value: rawId('stu', studyId) };
}

/** A study that a key asked for in a request, by its raw id or by its UID; null for an id that is none. */
export interface AskedStudy {
  study: string | null;
  requestId: string;
}

/** The column by which a study is asked for. */
export type StudyColumn = 'id' | 'studyInstanceUid';

/**
 * The studies that the key asked for and reaches, with what their JSON names, in the order of the asking, null for one that is not there. That each was read is in the log, by the same statement; one that is not
 * there was not read.
 */
export async function askToRead(
  ask: Ask,
  key: KeyPrincipal,
  product: Product,
  by: StudyColumn,
  asked: AskedStudy[],
): Promise<(StudyDetails | null)[]> {
  const isOne = asked.length === 1;
  const column = studies[by];
  const all = (items: (string | null)[]) => (isOne ? (items[0] ?? null) : arrayOf(items));
  const values = {
    clinicId: key.clinicId,
    apiKeyId: key.apiKeyId,
    at: new Date().toISOString(),
    asked: all(asked.map(({ study }) => study)),
    eventId: all(asked.map(() => randomUUID())),
    requestId: all(asked.map(({ requestId }) => requestId)),
  };
  const value = valueNamed('asked');
  const isAsked: Filter = {
    name: by,
    condition: isOne ? sql`${column} = ${value}` : sql`${column} = ANY(${value}::${sql.raw(column.getSQLType())}[])`,
  };
  const build = () => dialect.sqlToQuery(withWhatTheyName(matching(conditionsOf(asPlaceholders(key), product, [isAsked])), column, isOne));
  const [rows = []] = await ask(whole.bind(`${product} ${key.scope} ${by} ${isOne}`, build, values));
  const details = new Map((await withRareCompanions(ask, whole.map(rows))).map((of) => [of.study[by], of]));
  return asked.map(({ study }) => (study === null ? null : (details.get(study) ?? null)));
}

/** One statement, so that what is noted is what is read. */
function withWhatTheyName(found: SQLWrapper, column: PgColumn, isOne: boolean): SQL {
  const columns = Object.values(companionsOf('found')).map((companion) => companion.sql);
  return sql`WITH found AS (${found}), noted AS (${notingReads(sql`SELECT * FROM found`, column, isOne)})
    SELECT *, ${sql.join(columns, sql`, `)} FROM found`;
}

/** As PostgreSQL reads an array (its documentation, 8.15.2). */
function arrayOf(items: (string | null)[]): string {
  return `{${items.map((item) => (item === null ? 'NULL' : JSON.stringify(item))).join(',')}}`;
}

/** Studies whose companions are not asked for yet. */
export interface FoundStudies {
  studies: StudyDetails['study'][];
  /** As far as it was asked for together with them. */
  keys: NonNullable<Companions['apiKey']>[];
}

/** The studies of such a statement. The key that asks is asked for at once, because mostly it is the one that made them. */
export async function askForStudies(ask: Ask, principal: Principal, statement: Bound): Promise<FoundStudies> {
  const own = principal.kind === 'key' ? keysAmong([principal.apiKeyId]) : null;
  const [rows = [], ownRows = []] = await ask(statement, ...(own ? [own.statement] : []));
  return { studies: query.map(rows).map(({ study }) => study), keys: own ? own.map(ownRows) : [] };
}

/** With what their JSON names beside them: that is asked for only where a study has it. What else goes with that is run in any case. */
export function withDetails(ask: Ask, found: FoundStudies, ...also: Bound[]): Promise<StudyDetails[]> {
  return withCompanions(ask, found.studies, found.keys, also);
}

/** Both, one after the other. */
export async function askForDetails(ask: Ask, principal: Principal, statement: Bound): Promise<StudyDetails[]> {
  return withDetails(ask, await askForStudies(ask, principal, statement));
}

/** The study of this id, or else of this UID, if the principal reaches it. */
export async function findDetails(tx: Tx, principal: Principal, selector: StudySelector, product: Product): Promise<StudyDetails | null> {
  const [details] = await askForDetails(askIn(tx), principal, statementOf(principal, product, [selected(selector)], null));
  return details ?? null;
}
