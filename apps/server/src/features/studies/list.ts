import { rawId, type StudyListQuery, type ViewerStudyListQuery } from '@readroom/contract';
import { type Column, eq, ilike, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { type Bound, run, type Tx } from '../../platform/db/connection.ts';
import { studies } from '../../platform/db/schema.ts';
import type { Principal } from '../principal/index.ts';
import { type Filter, type Product, type StudyDetails, statementOf, toDetails, valueNamed } from './details.ts';

export type ListQuery = Pick<StudyListQuery, 'limit'> & Partial<StudyListQuery & ViewerStudyListQuery>;

/** The statement that reads `limit + 1` studies, newest first, so that the caller sees whether more follow. */
export function listStatement(principal: Principal, list: ListQuery, product: Product): Bound {
  return statementOf(principal, product, filtersOf(list), list.limit + 1);
}

export async function listDetails(tx: Tx, principal: Principal, list: ListQuery, product: Product): Promise<StudyDetails[]> {
  return toDetails(await run(tx, listStatement(principal, list, product)));
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
          value: `%${literal(studyDescription)}%`,
        },
    oneOf('status', studies.status, studyReportStatus ?? []),
    oneOf('type', studies.studyType, studyType ? [studyType] : []),
    oneOf('viewerStatus', studies.viewerStatus, studyViewerStatus ? [studyViewerStatus] : []),
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

/** The values of an enumeration stand in the text itself: an index over one of them serves only a statement that names it. */
function oneOf(name: string, column: Column & { enumValues: readonly string[] }, given: readonly string[]): Filter | undefined {
  const values = column.enumValues.filter((value) => given.includes(value));
  if (values.length === 0) return undefined;
  const list = sql.raw(values.map((value) => `'${value}'`).join(', '));
  return { name: `${name}=${values.join('|')}`, condition: sql`${column} IN (${list})` };
}

/** Text in which LIKE sees no wildcard. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
