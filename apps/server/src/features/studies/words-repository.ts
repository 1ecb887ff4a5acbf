import { rawId } from '@readroom/contract';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { studies } from '../../platform/db/schema.ts';
import { wordsIn } from '../../platform/db/words.ts';
import type { Principal } from '../principal/index.ts';
import { findWords } from '../worklist/index.ts';
import type { Filter, Product } from './details-repository.ts';
import { within } from './repository.ts';

/**
 * What a person types to find studies: the id or UID of one, or else words that all stand somewhere in description, modality, patient, MRN and procedure. For people only: statements of a key are kept
 * by their shape, and these have their values in them.
 */
export async function wordFilters(tx: Tx, principal: Principal, product: Product, text: string | undefined): Promise<Filter[]> {
  const name = text?.trim() ?? '';
  if (name === '') return [];
  const id = rawId('stu', name);
  const isMeant = id === null ? eq(studies.studyInstanceUid, name) : eq(studies.id, id);
  const [meant] = await tx
    .select({ id: studies.id })
    .from(studies)
    .where(within(principal, product, isMeant));
  if (meant) return [{ name: 'meant', condition: isMeant }];
  const words = wordsIn(name);
  const found = await findWords(tx, words);
  const looked: Filter[] = found === null ? [] : [{ name: 'found', condition: sql`${studies.seq} = ANY(${found}::bigint[])` }];
  return [...looked, ...words.map((word) => ({ name: 'word', condition: sql`position(${word} in ${studies.searchText}) > 0` }))];
}
