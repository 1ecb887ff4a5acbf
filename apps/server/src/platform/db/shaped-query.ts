import { type Column, is, Placeholder, type SQL } from 'drizzle-orm';
import { type Bound, Prepared, type Row } from './statement.ts';

/** The columns of one table, by the names that they have in the result. The first is its key: where that is null, the join found no row. */
type Group = Record<string, Column>;
export type Selection = Record<string, Group | SQL.Aliased>;

type Values = Record<string, string | null>;
type Read = { group: string; key: string | null; isKey: boolean; decode(value: unknown): unknown };

/**
 * A drizzle query that is built once for each shape that it takes (which conditions it has), and then runs prepared. What differs between calls of one shape is a placeholder.
 * For the few queries that are asked most: building one costs drizzle more time than answering it costs PostgreSQL.
 */
export class ShapedQuery<Result> {
  readonly #reads: Read[];
  readonly #shapes = new Map<string, { prepared: Prepared; params: unknown[] }>();

  constructor(selection: Selection) {
    this.#reads = Object.entries(selection).flatMap(([group, field]): Read[] => {
      if (!isGroup(field)) return [{ group, key: null, isKey: false, decode: (value) => value }];
      return Object.entries(field).map(([key, column], index) => ({
        group,
        key,
        isKey: index === 0,
        decode: (value) => column.mapFromDriverValue(value),
      }));
    });
  }

  /** The statement of a shape with its values; `build` is called at the first use of the shape, and each time where it is null. */
  bind(shape: string | null, build: () => { sql: string; params: unknown[] }, values: Values): Bound {
    let found = shape === null ? undefined : this.#shapes.get(shape);
    if (!found) {
      const { sql, params } = build();
      found = { prepared: new Prepared(sql), params };
      if (shape !== null) this.#shapes.set(shape, found);
    }
    return found.prepared.with(...found.params.map((param) => (is(param, Placeholder) ? (values[param.name] ?? null) : String(param))));
  }

  /** The rows of its answer as drizzle would give them. */
  map(rows: Row[]): Result[] {
    return rows.map((row) => this.#map(row) as Result);
  }

  #map(row: Row): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    let group: Record<string, unknown> | null = null;
    for (let index = 0; index < this.#reads.length; index += 1) {
      const read = this.#reads[index]!;
      const value = row[index];
      if (read.key === null) {
        result[read.group] = value;
        continue;
      }
      if (read.isKey) {
        group = value === null ? null : {};
        result[read.group] = group;
      }
      if (group) group[read.key] = value === null ? null : read.decode(value);
    }
    return result;
  }
}

function isGroup(field: Group | SQL.Aliased): field is Group {
  return !('fieldAlias' in field);
}
