import pg from 'pg';
import type { Bound, Row, Value } from './statement.ts';

/** The part of the driver's connection that writes the protocol (PostgreSQL documentation, 54.2.3 Extended Query). */
interface Wire {
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: Value[] }): void;
  describe(message: { type: 'P' }): void;
  execute(message: Record<string, never>): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

type Decode = (text: string) => unknown;

/** What a statement answered. */
export interface Answer {
  rows: Row[];
  /** `COMMIT`, `INSERT 0 1`: PostgreSQL's tag of what was done. */
  command: string;
}

/** The statement with this index failed for this cause, and those behind it were not tried. */
export class BatchFailed extends Error {
  readonly index: number;

  constructor(index: number, cause: unknown) {
    super('a statement of the batch failed', { cause });
    this.index = index;
  }
}

/** The columns of the statements that a connection holds prepared. */
const known = new WeakMap<Wire, Map<string, Decode[]>>();

/**
 * Prepared statements behind one Sync: one way to PostgreSQL and back, and one implicit transaction, so that a setting that is local to it holds for the statements behind it.
 * Each is described once on a connection; from then on its columns are known. Extends the driver's own query because only such may share a connection that pipelines.
 */
class Batch extends pg.Query {
  readonly #statements: Bound[];
  readonly #callback: (error: BatchFailed | null, answers: Answer[]) => void;
  readonly #results: (Answer & { columns: Decode[] | undefined })[] = [];
  #current = 0;
  #known: Map<string, Decode[]> = new Map();

  constructor(statements: Bound[], callback: (error: BatchFailed | null, answers: Answer[]) => void) {
    super('batch');
    this.#statements = statements;
    this.#callback = callback;
  }

  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    this.#known = known.get(wire) ?? new Map<string, Decode[]>();
    known.set(wire, this.#known);
    for (const { prepared, values } of this.#statements) {
      const columns = this.#known.get(prepared.name);
      if (!columns) {
        // A batch that failed leaves open whether this was parsed. Closing what is not there is no error.
        wire.close({ type: 'S', name: prepared.name });
        wire.parse(prepared);
      }
      wire.bind({ statement: prepared.name, values });
      if (!columns) wire.describe({ type: 'P' });
      wire.execute({});
      this.#results.push({ columns, rows: [], command: '' });
    }
    wire.sync();
  };

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    const result = this.#results[this.#current];
    if (!result) return;
    result.columns = fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text'));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { columns, rows } = this.#results[this.#current] ?? {};
    if (!columns || !rows) return;
    const row: Row = new Array(columns.length);
    for (let index = 0; index < columns.length; index += 1) {
      const text = fields[index] ?? null;
      row[index] = text === null ? null : columns[index]!(text);
    }
    rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const result = this.#results[this.#current];
    if (result) result.command = text;
    this.#current += 1;
  }

  handleError(error: unknown): void {
    this.#callback(new BatchFailed(this.#current, error), []);
  }

  handleReadyForQuery(): void {
    for (const [index, { prepared }] of this.#statements.entries()) {
      this.#known.set(prepared.name, this.#results[index]?.columns ?? []);
    }
    this.#callback(null, this.#results);
  }
}

/** Runs the statements in order, in one implicit transaction where none is open. Rejects with `BatchFailed`. */
export function runBatch(client: pg.ClientBase, statements: Bound[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    client.query(new Batch(statements, (error, answers) => (error ? reject(error) : resolve(answers))));
  });
}
