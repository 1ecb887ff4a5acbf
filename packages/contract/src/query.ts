import { z } from 'zod';

/**
 * Values in a query are text. Null is said by the empty value or by the word `null`: "is null" for an id that may be null, "not given" for everything else. Free text alone
 * says it by the empty value only: there are people called Null, and a filter that is passed over in silence finds more than was asked for.
 */
function isNull(value: unknown): boolean {
  return value === '' || value === 'null';
}

/** What need not be given: no filter where it is null. */
export function queryOptional<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (isNull(value) ? undefined : value), schema.optional());
}

/** Text that is looked for: any word, `null` included. */
export function queryText<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

/** What is `otherwise` where it is not given, or null. */
export function queryOr<T extends z.ZodType>(otherwise: z.output<T>, schema: T) {
  return queryOptional(schema).transform((value) => value ?? otherwise);
}

/** What null says something else for than not given: for an id that may be null, "is null". */
export function queryNullable<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (isNull(value) ? null : value), schema.nullable().optional());
}

const BOOLEANS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);
export const BooleanText = z.preprocess((value) => BOOLEANS.get(value) ?? value, z.boolean('expected true or false'));
export const queryBoolean = queryOptional(BooleanText);

/** A list: comma-joined, repeated, or both; what is null in it is passed over. */
export function queryArray<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => {
    if (value === undefined || isNull(value)) return undefined;
    const parts = (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(','));
    return parts.map((part) => part.trim()).filter((part) => !isNull(part));
  }, z.array(item).optional());
}
