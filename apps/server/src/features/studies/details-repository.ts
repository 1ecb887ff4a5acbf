import { randomUUID } from 'node:crypto';
import { rawId, type StudySelector } from '@readroom/contract';
import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { PgDialect, QueryBuilder } from 'drizzle-orm/pg-core';
import { type Ask, askIn, type Bound, ShapedQuery, type Tx } from '../../platform/db/connection.ts';
import { studies } from '../../platform/db/schema.ts';
import { openableStudies, type StudyRow } from '../access/index.ts';
import { notingRead } from '../audit/index.ts';
import type { KeyPrincipal, Principal } from '../principal/index.ts';
import { type Companions, companionsOf, keysAmong, withCompanions } from './companions-repository.ts';

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
const whole = new ShapedQuery<StudyDetails>({ study: studyColumns, ...companionsOf('found') });
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

/** The study of this id, or else of this UID, with what its JSON names, if the key reaches it: then that it was read is in the log, by the same statement. */
export async function askToRead(
  ask: Ask,
  key: KeyPrincipal,
  requestId: string,
  selector: StudySelector,
  product: Product,
): Promise<StudyDetails | null> {
  const { clinicId, apiKeyId } = key;
  const filter = selected(selector);
  const values = {
    clinicId,
    apiKeyId,
    requestId,
    eventId: randomUUID(),
    at: new Date().toISOString(),
    [filter.name]: filter.value ?? null,
  };
  const build = () => {
    const columns = Object.values(companionsOf('found')).map((companion) => companion.sql);
    const selection = sql`*, ${sql.join(columns, sql`, `)}`;
    return dialect.sqlToQuery(notingRead(matching(conditionsOf(asPlaceholders(key), product, [filter])), selection));
  };
  const [rows = []] = await ask(whole.bind(`${product} ${key.scope} ${filter.name}`, build, values));
  return whole.map(rows)[0] ?? null;
}

/**
 * The studies of such a statement with what their JSON names beside them: that is asked for only where a study has it. The key that asks is asked for at once, because mostly it is the one
 * that made them.
 */
export async function askForDetails(ask: Ask, principal: Principal, statement: Bound): Promise<StudyDetails[]> {
  const own = principal.kind === 'key' ? keysAmong([principal.apiKeyId]) : null;
  const [rows = [], ownRows = []] = await ask(statement, ...(own ? [own.statement] : []));
  const studiesFound = query.map(rows).map(({ study }) => study);
  return withCompanions(ask, studiesFound, own ? own.map(ownRows) : []);
}

/** The study of this id, or else of this UID, if the principal reaches it. */
export async function findDetails(tx: Tx, principal: Principal, selector: StudySelector, product: Product): Promise<StudyDetails | null> {
  const [details] = await askForDetails(askIn(tx), principal, statementOf(principal, product, [selected(selector)], null));
  return details ?? null;
}
