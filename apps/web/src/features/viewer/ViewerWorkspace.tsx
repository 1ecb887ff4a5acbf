import type { Series } from '@readroom/contract';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Spinner } from '../../ui/index.ts';
import type { StackCell } from './cell/StackCell.ts';
import { Viewport } from './cell/Viewport.tsx';
import { fillCells, gridOf, LAYOUTS, type Layout } from './layouts.ts';
import { SeriesList } from './panels/SeriesList.tsx';
import { ViewerToolbar } from './panels/ViewerToolbar.tsx';
import { type Stack, stacksOf } from './stacks.ts';
import type { PrimaryTool } from './tools/tool-names.ts';
import { useViewerKeys } from './use-viewer-keys.ts';
import { useViewerSession } from './use-viewer-session.ts';
import type { ViewerSession } from './ViewerSession.ts';

interface ViewerWorkspaceProps {
  studyId: string;
  series: readonly Series[];
}

export default function ViewerWorkspace({ studyId, series }: ViewerWorkspaceProps) {
  const { session, error, canUndo } = useViewerSession();
  const stacks = useMemo(() => stacksOf(studyId, series), [studyId, series]);
  if (error) return <Notice>{error}</Notice>;
  if (!session) {
    return (
      <div className="grid h-full place-items-center bg-black text-neutral-300">
        <Spinner label="Opening the viewer" />
      </div>
    );
  }
  if (stacks.length === 0) return <Notice>There are no images yet. They appear here as soon as they arrive.</Notice>;
  return <OpenViewer session={session} stacks={stacks} series={series} canUndo={canUndo} />;
}

function Notice({ children }: { children: string }) {
  return (
    <div className="grid h-full place-items-center bg-black p-6 text-center text-[14px] text-neutral-200" role="status">
      {children}
    </div>
  );
}

interface OpenViewerProps {
  session: ViewerSession;
  stacks: readonly Stack[];
  series: readonly Series[];
  canUndo: boolean;
}

function OpenViewer({ session, stacks, series, canUndo }: OpenViewerProps) {
  const root = useRef<HTMLDivElement>(null);
  const stackKeys = useMemo(() => stacks.map((stack) => stack.key), [stacks]);
  const [layout, setLayout] = useState<Layout>('1x1');
  const [assigned, setAssigned] = useState<(string | null)[]>([]);
  const [activeIndex, setActiveIndex] = useState(0);
  const [tool, setTool] = useState<PrimaryTool>('window');
  const [cells, setCells] = useState<(StackCell | null)[]>([]);
  const shown = useMemo(() => fillCells(assigned, layout, stackKeys), [assigned, layout, stackKeys]);
  const active = Math.min(activeIndex, shown.length - 1);
  const activeCell = cells[active] ?? null;

  useEffect(() => session.setTool(tool), [session, tool]);
  const assign = useCallback(
    (index: number, key: string) => setAssigned(shown.map((before, at) => (at === index ? key : before))),
    [shown],
  );
  const pick = (key: string) => {
    assign(active, key);
    // So that the next key scrolls the images.
    activeCell?.element.closest<HTMLElement>('[role="application"]')?.focus();
  };
  const changeLayout = useCallback(
    (next: Layout) => {
      setAssigned(shown);
      setLayout(next);
    },
    [shown],
  );
  const actions = useMemo(
    () => ({
      cell: activeCell,
      onTool: setTool,
      onNextLayout: () => changeLayout(LAYOUTS[(LAYOUTS.indexOf(layout) + 1) % LAYOUTS.length]!),
      onNextStack: (by: 1 | -1) => {
        const at = stackKeys.indexOf(shown[active] ?? '') + by;
        if (stackKeys[at]) assign(active, stackKeys[at]);
      },
      onUndo: () => session.history.undo(),
      onDelete: () => {
        const { stack, shownIndex } = activeCell?.snapshot() ?? {};
        const imageId = stack?.imageIds[shownIndex ?? -1];
        if (activeCell && imageId) session.history.deleteDrawing(activeCell.element, imageId);
      },
    }),
    [activeCell, changeLayout, layout, stackKeys, shown, active, assign, session],
  );
  useViewerKeys(root, actions);

  const { rows, columns } = gridOf(layout);
  return (
    <div ref={root} className="@container flex h-full min-h-0 flex-col bg-surface" data-testid="study-viewer">
      <ViewerToolbar
        cell={activeCell}
        tool={tool}
        onTool={setTool}
        layout={layout}
        onLayout={changeLayout}
        canUndo={canUndo}
        onUndo={actions.onUndo}
        onDelete={actions.onDelete}
      />
      <div className="flex min-h-0 flex-1 @max-[639px]:flex-col">
        <SeriesList stacks={stacks} series={series} shown={shown} active={shown[active] ?? null} onPick={pick} />
        <div
          className="grid min-h-0 min-w-0 flex-1 gap-px bg-neutral-700"
          style={{ gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        >
          {shown.map((key, index) => (
            <CellSlot
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the grid
              key={index}
              session={session}
              row={Math.floor(index / columns)}
              column={index % columns}
              stack={stacks.find((stack) => stack.key === key) ?? null}
              isActive={index === active && shown.length > 1}
              onCell={(cell) => setCells((before) => withItem(before, index, cell))}
              onActivate={() => setActiveIndex(index)}
              onDropStack={(dropped) => {
                assign(index, dropped);
                setActiveIndex(index);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function withItem<T>(items: readonly (T | null)[], index: number, item: T | null): (T | null)[] {
  const copy = Array.from({ length: Math.max(items.length, index + 1) }, (_, at): T | null => items[at] ?? null);
  copy[index] = item;
  return copy;
}

interface CellSlotProps {
  session: ViewerSession;
  row: number;
  column: number;
  stack: Stack | null;
  isActive: boolean;
  onCell: (cell: StackCell | null) => void;
  onActivate: () => void;
  onDropStack: (key: string) => void;
}

/** Puts the assigned stack into the cell, once the cell exists and whenever the assignment or the stack itself changes. */
function CellSlot({ session, stack, onCell, ...viewport }: CellSlotProps) {
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
