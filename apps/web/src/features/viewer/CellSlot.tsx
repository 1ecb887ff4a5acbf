import { useCallback, useEffect, useRef, useState } from 'react';
import type { StackCell } from './cell/StackCell.ts';
import { Viewport } from './cell/Viewport.tsx';
import type { Stack } from './stacks.ts';
import type { ViewerSession } from './ViewerSession.ts';

interface CellSlotProps {
  session: ViewerSession;
  row: number;
  column: number;
  stack: Stack | null;
  /** What an empty cell says. */
  emptyText: string;
  isActive: boolean;
  onCell: (cell: StackCell | null) => void;
  onActivate: () => void;
  onDropStack: (key: string) => void;
}

/** Puts the assigned stack into the cell, once the cell exists and whenever the assignment or the stack itself changes. */
export function CellSlot({ session, stack, onCell, ...viewport }: CellSlotProps) {
  const [cell, setCell] = useState<StackCell | null>(null);
  const reportCell = useRef(onCell);
  reportCell.current = onCell;
  const mount = useCallback(
    (element: HTMLDivElement) => {
      const mounted = session.mountCell(element);
      setCell(mounted.cell);
      reportCell.current(mounted.cell);
      const unmount = () => {
        mounted.unmount();
        setCell(null);
        reportCell.current(null);
      };
      return { cell: mounted.cell, unmount };
    },
    [session],
  );
  useEffect(() => {
    if (cell && stack) cell.assign(stack);
  }, [cell, stack]);
  return <Viewport mount={mount} {...viewport} />;
}
