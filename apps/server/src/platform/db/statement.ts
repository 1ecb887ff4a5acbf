/** The values of one row, in the order of the columns, as the driver's type parsers read them. */
export type Row = unknown[];

/** A statement that every connection keeps prepared from its first use there: one for each text that the code writes, never one for each value. */
export class Prepared {
  static #count = 0;
  readonly name = `b${Prepared.#count++}`;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  with(...values: Value[]): Bound {
    return { prepared: this, values };
  }
}

/** Bytes go as they are, everything else as PostgreSQL reads it from text. */
export type Value = string | Buffer | null;

export interface Bound {
  prepared: Prepared;
  values: Value[];
}
