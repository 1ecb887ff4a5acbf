type Side = 1 | 2 | 3 | 4;
/** Rows by columns. */
export type Layout = `${Side}x${Side}`;
export const SIDES: readonly Side[] = [1, 2, 3, 4];
/** Those that have a button of their own, and that a key goes through. */
export const LAYOUTS: readonly Layout[] = ['1x1', '1x2', '2x1', '2x2'];

export function isLayout(text: string): text is Layout {
  return /^[1-4]x[1-4]$/.test(text);
}

export function gridOf(layout: Layout): { rows: number; columns: number } {
  const [rows, columns] = layout.split('x').map(Number);
  return { rows: rows!, columns: columns! };
}

/** The stacks in the cells once the layout has changed: what is shown stays, new cells take the stacks that are shown nowhere yet, in order. */
export function fillCells(shown: readonly (string | null)[], layout: Layout, stackKeys: readonly string[]): (string | null)[] {
  const { rows, columns } = gridOf(layout);
  const cells = Array.from({ length: rows * columns }, (_, index) => shown[index] ?? null).map((key) =>
    key && stackKeys.includes(key) ? key : null,
  );
  const rest = stackKeys.filter((key) => !cells.includes(key));
  return cells.map((key) => key ?? rest.shift() ?? null);
}
