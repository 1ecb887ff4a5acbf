import type { ReferenceSuggest, ReferenceSuggestions } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import type { Caller } from '../express/index.ts';
import { presentReference } from './presenter.ts';
import { selectSuggestions } from './repository.ts';

const SHOWN = 8;

/** The names that may be meant: active, of the customer or clinic-wide, with every word in them; those that begin with the words first, then by name. */
export async function suggestReferences(tx: Tx, { principal }: Caller, query: ReferenceSuggest): Promise<ReferenceSuggestions> {
  const rows = await selectSuggestions(tx, principal, query, SHOWN);
  return { clinicalReferences: rows.map(presentReference) };
}
