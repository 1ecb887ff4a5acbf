import { useSyncExternalStore } from 'react';
import { type CellState, EMPTY_CELL } from './cell-state.ts';
import type { StackCell } from './StackCell.ts';

const noCell = { subscribe: () => () => {}, snapshot: () => EMPTY_CELL };

/** What a cell shows; the empty state while there is no cell yet. */
export function useCellState(cell: StackCell | null): CellState {
  const source = cell ?? noCell;
  return useSyncExternalStore(source.subscribe, source.snapshot);
}
