import { z } from 'zod';

/** Keyset pages, newest first. The cursor is opaque to the caller: base64 of the last row's place in the order. */

export function encodeCursor(seq: number): string {
  return btoa(`v1:${seq}`);
}

/** The place in the order that a cursor names, or null where it is not one of ours. */
export function decodeCursor(cursor: string): number | null {
  try {
    const match = /^v1:(\d{1,15})$/.exec(atob(cursor));
    return match ? Number(match[1]) : null;
  } catch {
    return null;
  }
}

const CursorSchema = z.string().transform((value, context) => {
  const seq = decodeCursor(value);
  if (seq === null) {
    context.addIssue({ code: 'custom', message: 'expected a cursor that an earlier page returned' });
    return z.NEVER;
  }
  return seq;
});

/** Query values are text; absent and empty both mean "not given" here. */
export const pageQuery = {
  cursor: z
    .union([z.literal('').transform(() => undefined), CursorSchema])
    .optional()
    .meta({ override: { type: 'string', description: 'The cursor of the page before.' } }),
  limit: z
    .union([z.literal('').transform(() => 20), z.coerce.number().int().min(1).max(100)])
    .default(20)
    .meta({ override: { type: 'integer', minimum: 1, maximum: 100, default: 20 } }),
};

/** A list in a query: comma-joined, repeated, or both. */
export function queryArray<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => {
    if (value === undefined || value === '') return undefined;
    const parts = (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(','));
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }, z.array(item).optional());
}

/** An id filter in a query: an id, or null for "is null" (sent as an empty value or the word null). */
export function queryNullableId<T extends z.ZodType>(id: T) {
  return z.preprocess((value) => (value === '' || value === 'null' ? null : value), id.nullable().optional());
}

/** A boolean in a query; empty or the word null means "no filter". */
export const queryBoolean = z.preprocess((value) => {
  if (value === '' || value === 'null') return undefined;
  return value === 'true' ? true : value === 'false' ? false : value;
}, z.boolean('expected true or false').optional());

/** A text or enum filter in a query; empty means "no filter". */
export function queryOptional<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

export interface Page<T> {
  items: T[];
  hasMore: boolean;
  cursor?: string;
}

/** Cuts `limit + 1` rows, as the repository reads them, to a page. */
export function toPage<Row extends { seq: number }>(rows: Row[], limit: number): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit;
  return hasMore && last ? { items, hasMore, cursor: encodeCursor(last.seq) } : { items, hasMore };
}
