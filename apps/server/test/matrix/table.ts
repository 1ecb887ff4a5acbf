import { readFileSync } from 'node:fs';

/** One line of the tables in expected.md, for one operation and one row. */
export interface Line {
  operation: string;
  row: string;
  /** Statuses by caller; `else` stands for every caller without a column. */
  expected: Record<string, number>;
}

/** The lines of every table in the file, with their lists of operations and rows spread out. Throws where a line is not like its header. */
export function readTables(path: URL): Line[] {
  const lines: Line[] = [];
  let callers: string[] = [];
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (!text.startsWith('|') || text.startsWith('|---')) continue;
    const [operations = '', rows = '', ...cells] = text
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (operations === 'operation') {
      callers = cells;
      continue;
    }
    if (cells.length !== callers.length) throw new Error(`not as many cells as callers: ${text}`);
    const expected = Object.fromEntries(callers.map((caller, index) => [caller, Number(cells[index])]));
    for (const operation of operations.split(', ')) for (const row of rows.split(', ')) lines.push({ operation, row, expected });
  }
  return lines;
}
