import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Assignment, type Hanging, hangStacks } from './hanging.ts';
import { fillCells, type Layout } from './layouts.ts';
import type { Stack } from './stacks.ts';

/** Which stack is in which cell, and how that changes. */
export interface Arrangement {
  layout: Layout;
  /** Keys of the stacks in the cells, row by row. */
  shown: readonly (string | null)[];
  /** What the hanging protocol wants in the cells; null while it does not decide. */
  assignments: readonly Assignment[] | null;
  assign: (cell: number, stackKey: string) => void;
  changeLayout: (layout: Layout) => void;
  /** Puts everything back as the hanging protocol says. */
  hang: () => void;
}

/**
 * The hanging protocol decides until the reader chooses a layout; a series that the reader puts into a cell stays there. Without a protocol what is shown stays, however
 * many series come, and free cells take those that are shown nowhere yet.
 */
export function useArrangement(stacks: readonly Stack[], hanging: Hanging | null): Arrangement {
  const [own, setOwn] = useState<{ layout: Layout; assigned: readonly (string | null)[] } | null>(null);
  const [placed, setPlaced] = useState<ReadonlyMap<number, string>>(new Map());
  const [kept, setKept] = useState<readonly (string | null)[]>([]);
  const hung = own ? null : hanging;
  const layout = own?.layout ?? hung?.layout ?? '1x1';

  const shown = useMemo(() => {
    const keys = stacks.map((stack) => stack.key);
    if (!hung) return fillCells(own?.assigned ?? kept, layout, keys);
    return hangStacks(hung.assignments, stacks).map((key, cell) => {
      const here = placed.get(cell);
      return here && keys.includes(here) ? here : key;
    });
  }, [stacks, hung, own, kept, layout, placed]);

  useEffect(() => setKept((before) => (before.join() === shown.join() ? before : shown)), [shown]);

  const assign = useCallback(
    (cell: number, stackKey: string) => {
      if (hung) setPlaced((before) => new Map(before).set(cell, stackKey));
      else setOwn({ layout, assigned: shown.map((before, at) => (at === cell ? stackKey : before)) });
    },
    [hung, layout, shown],
  );
  const changeLayout = useCallback((next: Layout) => setOwn({ layout: next, assigned: shown }), [shown]);
  const hang = useCallback(() => {
    setOwn(null);
    setPlaced(new Map());
  }, []);
  return { layout, shown, assignments: hung?.assignments ?? null, assign, changeLayout, hang };
}
