import { z } from 'zod';

/** Public ids: a three-letter prefix, `_` and the 32 hex digits of a UUID. `org` is the first revision's name of `cus`. */
export const ID_PREFIXES = ['stu', 'usr', 'rep', 'inv', 'cus', 'ref', 'ext', 'whe', 'org'] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

/** `stu_0f…` from a raw UUID. */
export function publicId(prefix: IdPrefix, uuid: string): string {
  return `${prefix}_${uuid.replaceAll('-', '').toLowerCase()}`;
}

/** The raw UUID of a public id, or null where the text is not an id with that prefix. */
export function rawId(prefix: IdPrefix, id: string): string | null {
  const match = /^([a-z]{3})_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(id);
  return match && match[1] === prefix ? match.slice(2).join('-') : null;
}

/** Schema of a public id with its prefix. */
export function idSchema(prefix: IdPrefix) {
  return z.string().regex(new RegExp(`^${prefix}_[0-9a-f]{32}$`), `expected an id like ${prefix}_ and 32 lower-case hex digits`);
}
