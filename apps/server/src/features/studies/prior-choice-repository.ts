import { type PriorStudySuggest, rawId } from '@readroom/contract';
import { and, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { studies } from '../../platform/db/schema.ts';
import { wordsIn } from '../../platform/db/words.ts';
import type { StudyRow } from '../access/index.ts';
import type { Principal } from '../principal/index.ts';
import { findWords } from '../worklist/index.ts';
import { within } from './repository.ts';

/** Those AutoScribe studies of these public ids that the principal reaches. */
export async function selectNamed(tx: Tx, principal: Principal, studyIds: string[]): Promise<StudyRow[]> {
  const ids = studyIds.flatMap((id) => rawId('stu', id) ?? []);
  return tx
    .select()
    .from(studies)
    .where(within(principal, 'autoscribe', inArray(studies.id, ids)));
}

/** The standing studies of a patient that hold every word, newest first. Each customer numbers its own patients. */
export async function selectOfPatient(tx: Tx, principal: Principal, query: PriorStudySuggest, limit: number): Promise<StudyRow[]> {
  const { mrn, expressCustomerId } = query;
  if (!mrn) return [];
  const customer = expressCustomerId === null ? null : rawId('cus', expressCustomerId);
  const ofPatient = and(
    eq(studies.mrn, mrn),
    customer === null ? isNull(studies.expressCustomerId) : eq(studies.expressCustomerId, customer),
  );
  // The MRN is among the words of a study, and the words have an index.
  return selectNewest(tx, principal, and(ofPatient, await standingWith(tx, `${mrn} ${query.words}`)), limit);
}

/** The study whose id or UID the words are, or else the standing studies that hold every word, newest first. */
export async function selectByWords(tx: Tx, principal: Principal, words: string, limit: number): Promise<StudyRow[]> {
  const name = words.trim();
  if (name === '') return [];
  const id = rawId('stu', name);
  const meant = await selectNewest(tx, principal, id === null ? eq(studies.studyInstanceUid, name) : eq(studies.id, id), 1);
  return meant.length > 0 ? meant : selectNewest(tx, principal, await standingWith(tx, name), limit);
}

function selectNewest(tx: Tx, principal: Principal, condition: SQL | undefined, limit: number): Promise<StudyRow[]> {
  return tx
    .select()
    .from(studies)
    .where(within(principal, 'autoscribe', condition))
    .orderBy(desc(studies.seq))
    .limit(limit);
}

async function standingWith(tx: Tx, text: string): Promise<SQL | undefined> {
  const words = wordsIn(text);
  const found = await findWords(tx, words);
  return and(
    isNull(studies.cancelledAt),
    found === null ? undefined : sql`${studies.seq} = ANY(${found}::bigint[])`,
    ...words.map((word) => sql`position(${word} in ${studies.searchText}) > 0`),
  );
}
