import { rawId, type StudyListQuery, type ViewerStudyListQuery } from '@readroom/contract';
import { type Column, eq, gt, ilike, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { type Ask, askIn, Prepared, type Tx } from '../../platform/db/connection.ts';
import { studies } from '../../platform/db/schema.ts';
import { hasTrigram, patternOf } from '../../platform/db/words.ts';
import type { Principal } from '../principal/index.ts';
import {
  askForStudies,
  type Filter,
  type FoundStudies,
  type Product,
  type StudyDetails,
  statementOf,
  valueNamed,
  withDetails,
} from './details-repository.ts';
import { wordFilters } from './words-repository.ts';

export type ListQuery = Pick<StudyListQuery, 'limit'> & Partial<StudyListQuery & ViewerStudyListQuery>;

/** `limit + 1` studies, newest first, so that the caller sees whether more follow; without what their JSON names. */
export async function askForPage(
  ask: Ask,
  principal: Principal,
  list: ListQuery,
  product: Product,
  also: Filter[] = [],
): Promise<FoundStudies> {
  const page = (filters: Filter[]) => askForStudies(ask, principal, statementOf(principal, product, filters, list.limit + 1));
  const filters = [...filtersOf(list), ...also];
  if (list.studyDescription === undefined) return page(filters);
  // What many have is found among the newest; what few have is looked up by its letters.
  for (const span of SPANS) {
    const near = await page([...filters, nearFilter(list.cursor, product, span)]);
    if (near.studies.length > list.limit) return near;
    if (near.studies.length === 0) break;
  }
  const pattern = patternOf(list.studyDescription);
  if (hasTrigram(list.studyDescription)) {
    const found = await page([...filters, { name: 'words', condition: HAS_WORDS, value: pattern }]);
    if (found.studies.length > 0 || !(await areTooMany(ask, pattern))) return found;
  }
  return page(filters);
}

/** So many studies are looked through one by one for the words of a description; more where that found some, but not a page of them. */
const SPANS = [200, 10_000];
/** Those with the words anywhere in them, of which the filter keeps the described. The function says null where they are too many for a list. */
const HAS_WORDS = sql`${studies.seq} = ANY((SELECT studies_with_words(ARRAY[${valueNamed('words')}::text]))::bigint[])`;
const ARE_TOO_MANY = new Prepared('SELECT studies_with_words(ARRAY[$1::text]) IS NULL');

async function areTooMany(ask: Ask, pattern: string): Promise<boolean> {
  const [rows] = await ask(ARE_TOO_MANY.with(pattern));
  return rows?.[0]?.[0] === true;
}

function nearFilter(cursor: number | undefined, product: Product, span: number): Filter {
  if (cursor !== undefined) {
    return { name: 'near', condition: gt(studies.seq, valueNamed('near')), value: String(cursor - span) };
  }
  const newest = sql`(SELECT max(newest.seq) FROM ${studies} AS newest WHERE newest.product = ${sql.raw(`'${product}'`)})`;
  return { name: `newest ${span}`, condition: sql`${studies.seq} > ${newest} - ${sql.raw(String(span))}` };
}

/** The same with it, in a transaction; of a person also by `words`. */
export async function listDetails(
  tx: Tx,
  principal: Principal,
  list: ListQuery & { words?: string | undefined },
  product: Product,
): Promise<StudyDetails[]> {
  const ask = askIn(tx);
  return withDetails(ask, await askForPage(ask, principal, list, product, await wordFilters(tx, principal, product, list.words)));
}

/** In the order in which they are written here: the same filters are the same shape. */
function filtersOf(list: ListQuery): Filter[] {
  const {
    cursor,
    assignedTo,
    expressCustomerId,
    isCancelled,
    severity,
    studyDescription,
    studyReportStatus,
    studyType,
    studyViewerStatus,
  } = list;
  const filters: (Filter | undefined)[] = [
    cursor === undefined ? undefined : { name: 'cursor', condition: lt(studies.seq, valueNamed('cursor')), value: String(cursor) },
    idFilter('assignee', studies.assignedToUserId, assignedTo, assignedTo && rawId('usr', assignedTo)),
    idFilter('customer', studies.expressCustomerId, expressCustomerId, expressCustomerId && rawId('cus', expressCustomerId)),
    isCancelled === true ? { name: 'cancelled', condition: isNotNull(studies.cancelledAt) } : undefined,
    isCancelled === false ? { name: 'standing', condition: isNull(studies.cancelledAt) } : undefined,
    severity && { name: 'severity', condition: eq(studies.severity, valueNamed('severity')), value: severity },
    studyDescription === undefined
      ? undefined
      : {
          name: 'description',
          condition: ilike(studies.studyDescription, valueNamed('description')),
          value: patternOf(studyDescription),
        },
    oneOf('status', studies.status, studyReportStatus ?? []),
    is('type', studies.studyType, studyType),
    is('viewerStatus', studies.viewerStatus, studyViewerStatus),
  ];
  return filters.filter((filter) => filter !== undefined);
}

function idFilter(
  name: string,
  column: typeof studies.assignedToUserId | typeof studies.expressCustomerId,
  given: string | null | undefined,
  id: string | null | undefined,
): Filter | undefined {
  if (given === undefined) return undefined;
  return id ? { name, condition: eq(column, valueNamed(name)), value: id } : { name: `no ${name}`, condition: isNull(column) };
}

/** A value of an enumeration stands in the text itself: an index over the rows that have it serves only a statement that names it. */
function is(name: string, column: Column, value: string | undefined): Filter | undefined {
  return value === undefined ? undefined : { name: `${name}=${value}`, condition: sql`${column} = ${sql.raw(`'${value}'`)}` };
}

/** One of several values, each by itself. */
function oneOf(name: string, column: Column & { enumValues: readonly string[] }, given: readonly string[]): Filter | undefined {
  const values = column.enumValues.filter((value) => given.includes(value));
  if (values.length === 0 || values.length === column.enumValues.length) return undefined;
  return { name: `${name}=${values.join('|')}`, alternatives: values.map((value) => sql`${column} = ${sql.raw(`'${value}'`)}`) };
}
