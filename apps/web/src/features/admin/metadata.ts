import type { FieldErrors } from './form-errors.ts';

/** Free pairs of a resource (`metadata`), as a form holds them: in order, empty and doubled ones too. */
export interface Pair {
  /** Stays with the row while its key is written. */
  id: number;
  key: string;
  value: string;
}

let nextId = 1;
export function newPair(key = '', value = ''): Pair {
  return { id: nextId++, key, value };
}

export function pairsOf(metadata: Record<string, string> | undefined): Pair[] {
  return Object.entries(metadata ?? {}).map(([key, value]) => newPair(key, value));
}

/** The map that is sent; null where there is no pair. A row without words counts for nothing. */
export function metadataOf(pairs: Pair[]): Record<string, string> | null {
  const filled = pairs.map(({ key, value }) => [key.trim(), value.trim()] as const).filter(([key, value]) => key !== '' || value !== '');
  return filled.length === 0 ? null : Object.fromEntries(filled);
}

/** What is wrong with a row that the map does not show any more: a value without a key, a key that another row has, the one that no JSON body may have. By the row's id. */
export function pairErrors(pairs: Pair[]): Map<number, string> {
  const errors = new Map<number, string>();
  const seen = new Set<string>();
  for (const { id, key, value } of pairs) {
    const name = key.trim();
    if (name === '' && value.trim() !== '') errors.set(id, 'Expected a key.');
    else if (name === '__proto__') errors.set(id, 'This key cannot be used.');
    else if (name !== '' && seen.has(name)) errors.set(id, 'Another pair has this key.');
    seen.add(name);
  }
  return errors;
}

/** The same as a finding of the form: it is not sent as long as a pair is wrong. */
export function checkPairs(pairs: Pair[]): FieldErrors {
  return pairErrors(pairs).size > 0 ? { metadata: 'Each pair needs a key of its own.' } : {};
}

/** What was found of the pairs: the schema and the server name the key in the path. */
export function metadataError(errors: FieldErrors): string | undefined {
  const path = Object.keys(errors).find((name) => name === 'metadata' || name.startsWith('metadata.'));
  return path && errors[path];
}
