import { rawId } from '@readroom/contract';
import { z } from 'zod';

/**
 * The filters of a list that its address holds, so that reloading and going back keep them: choices, ids and days, each with what stands where nothing is chosen. Never words that
 * are searched for: they may name a patient, and addresses stand in histories and logs.
 */
export type ListFilters<Filters> = z.ZodType<Filters>;

/** One of these; the first where nothing is chosen. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values): z.ZodCatch<z.ZodType<Values[number]>> {
  const isOne = (value: unknown): value is Values[number] => values.some((one) => one === value);
  return z.custom<Values[number]>(isOne).catch(values[0]);
}

/** An id of this kind, or `none` for those without one; `any` where nothing is chosen. */
export function idOrNone(prefix: Parameters<typeof rawId>[0]) {
  const isMeant = (value: unknown) => value === 'none' || (typeof value === 'string' && rawId(prefix, value) !== null);
  return z.custom<string>(isMeant).catch('any');
}

/** YYYY-MM-DD; empty where nothing is chosen. */
export const dayFilter = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .catch('');

/** Reads the filters of an address; what it does not know is left out, so that an old bookmark still works. */
export function readFilters<Filters>(known: ListFilters<Filters>, search: string): Filters {
  return known.parse(Object.fromEntries(new URLSearchParams(search)));
}

/** The query of an address, without `?`: only what differs from no filter. */
export function writeFilters<Filters extends object>(known: ListFilters<Filters>, filters: Filters): string {
  const nothing = new Map<string, unknown>(Object.entries(known.parse({})));
  const chosen = Object.entries(filters).filter(([name, value]) => value !== nothing.get(name));
  return new URLSearchParams(chosen).toString();
}
