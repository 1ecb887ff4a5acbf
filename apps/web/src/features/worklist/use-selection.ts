import type { WorklistRow } from '@readroom/contract';
import { useCallback, useRef, useState } from 'react';

/** Kept while the reader is in a study, so that the list is found as it was left. An id is no patient data. */
let lastSelected: string | null = null;

/** The selected row. Where it leaves the list (signed, filtered out), the row that takes its place is selected. */
export function useSelection(rows: readonly WorklistRow[]) {
  const [chosenId, setChosenId] = useState(lastSelected);
  const lastIndex = useRef(0);
  const found = chosenId === null ? -1 : rows.findIndex((row) => row.studyId === chosenId);
  const index = found >= 0 || chosenId === null ? found : Math.min(lastIndex.current, rows.length - 1);
  if (index >= 0) lastIndex.current = index;
  const selected = rows[index] ?? null;

  const select = useCallback((studyId: string) => {
    lastSelected = studyId;
    setChosenId(studyId);
  }, []);
  const selectIndex = (wanted: number) => {
    const row = rows[Math.min(Math.max(wanted, 0), rows.length - 1)];
    if (row) select(row.studyId);
  };
  return { selected, index, select, selectIndex };
}
