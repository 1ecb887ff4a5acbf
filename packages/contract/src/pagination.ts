import { z } from 'zod';
import { queryOptional, queryOr } from './query.ts';

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

/** What every list takes in its query. */
export const pageQuery = {
  cursor: queryOptional(CursorSchema).meta({
    override: { type: 'string', description: 'The `cursor` that the page before answered; absent for the first page.' },
  }),
  limit: queryOr(20, z.coerce.number().int().min(1).max(100)).meta({
    override: { type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'The most that one page holds, 1 to 100.' },
  }),
};

/** What every list answers beside its items. */
export const pageAnswer = {
  hasMore: z.boolean().describe('True where another page follows.'),
  cursor: z.string().optional().describe('Send it as `cursor` for the next page. Only where hasMore is true.'),
};

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
