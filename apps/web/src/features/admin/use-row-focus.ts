import { useEffect, useRef } from 'react';

/**
 * Where the focus goes as the rows of a list in a form come and go: into the new row, to the neighbour of the one that is gone, or to the button that adds one.
 * Rows have the attribute `data-row`, the button `data-add-row`.
 */
export function useRowFocus() {
  const list = useRef<HTMLFieldSetElement>(null);
  const place = useRef<number>(null);
  // Once the row is there, or gone.
  useEffect(() => {
    if (place.current === null) return;
    const rows = list.current?.querySelectorAll('[data-row]') ?? [];
    const row = rows[Math.min(place.current, rows.length - 1)];
    place.current = null;
    const target = row?.querySelector<HTMLElement>('input, textarea') ?? row?.querySelector<HTMLElement>('button');
    (target ?? list.current?.querySelector<HTMLElement>('[data-add-row]'))?.focus();
  });
  return {
    list,
    /** To the row that is at this place next, or to the last one. */
    focusRow: (index: number) => {
      place.current = index;
    },
  };
}
