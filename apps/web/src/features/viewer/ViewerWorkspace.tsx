import { useEffect, useMemo, useRef, useState } from 'react';
import { Spinner } from '../../ui/index.ts';
import { CellSlot } from './CellSlot.tsx';
import type { StackCell } from './cell/StackCell.ts';
import { hangingOf } from './hanging.ts';
import { gridOf, LAYOUTS } from './layouts.ts';
import { SeriesList } from './panels/SeriesList.tsx';
import { ViewerToolbar } from './panels/ViewerToolbar.tsx';
import type { StudyViewerProps } from './StudyViewer.tsx';
import { type Stack, stacksOf } from './stacks.ts';
import type { PrimaryTool } from './tools/tool-names.ts';
import { type Arrangement, useArrangement } from './use-arrangement.ts';
import { useViewerKeys } from './use-viewer-keys.ts';
import { useViewerSession } from './use-viewer-session.ts';
import type { ViewerSession } from './ViewerSession.ts';

export default function ViewerWorkspace(props: StudyViewerProps) {
  const { series, isLoading = false } = props;
  const { session, error, canUndo } = useViewerSession();
  const stacks = useMemo(() => stacksOf(series), [series]);
  if (error) return <Notice>{error}</Notice>;
  if (!session) {
    return (
      <div className="grid h-full place-items-center bg-black text-neutral-300">
        <Spinner label="Opening the viewer" />
      </div>
    );
  }
  const isAnnounced = series.some((one) => one.expectedCount > one.instances.length);
  if (stacks.length === 0 && !(isLoading && isAnnounced))
    return <Notice>There are no images yet. They appear here as soon as they arrive.</Notice>;
  return <OpenViewer {...props} session={session} stacks={stacks} canUndo={canUndo} />;
}

function Notice({ children }: { children: string }) {
  return (
    <div className="grid h-full place-items-center bg-black p-6 text-center text-[14px] text-neutral-200" role="status">
      {children}
    </div>
  );
}

interface OpenViewerProps extends StudyViewerProps {
  session: ViewerSession;
  stacks: readonly Stack[];
  canUndo: boolean;
}

function OpenViewer({ session, stacks, series, canUndo, hangingProtocol = null, isLoading = false, onWanted }: OpenViewerProps) {
  const root = useRef<HTMLDivElement>(null);
  const hanging = useMemo(() => hangingOf(hangingProtocol), [hangingProtocol]);
  const arrangement = useArrangement(stacks, hanging);
  const { layout, shown, assign, changeLayout } = arrangement;
  const [activeIndex, setActiveIndex] = useState(0);
  const [tool, setTool] = useState<PrimaryTool>('window');
  const [cells, setCells] = useState<(StackCell | null)[]>([]);
  const active = Math.min(activeIndex, shown.length - 1);
  const activeCell = cells[active] ?? null;

  useEffect(() => session.setTool(tool), [session, tool]);
  const pick = (stack: Stack) => {
    assign(active, stack.key);
    onWanted?.(stack.seriesInstanceUid);
    // So that the next key scrolls the images.
    activeCell?.element.closest<HTMLElement>('[role="application"]')?.focus();
  };
  const actions = useMemo(
    () => ({
      cell: activeCell,
      onTool: setTool,
      onNextLayout: () => changeLayout(LAYOUTS[(LAYOUTS.indexOf(layout) + 1) % LAYOUTS.length]!),
      onNextStack: (by: 1 | -1) => {
        const next = stacks[stacks.findIndex((stack) => stack.key === shown[active]) + by];
        if (next) assign(active, next.key);
      },
      onUndo: () => session.history.undo(),
      onDelete: () => {
        const { stack, shownIndex } = activeCell?.snapshot() ?? {};
        const imageId = stack?.imageIds[shownIndex ?? -1];
        if (activeCell && imageId) session.history.deleteDrawing(activeCell.element, imageId);
      },
    }),
    [activeCell, changeLayout, layout, stacks, shown, active, assign, session],
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
        isHung={hanging && arrangement.assignments !== null}
        onHang={arrangement.hang}
        canUndo={canUndo}
        onUndo={actions.onUndo}
        onDelete={actions.onDelete}
      />
      <div className="flex min-h-0 flex-1 @max-[639px]:flex-col">
        <SeriesList
          stacks={stacks}
          series={series}
          shown={shown}
          active={shown[active] ?? null}
          isLoading={isLoading}
          onPick={pick}
          onWanted={onWanted}
        />
        <div
          className="grid min-h-0 min-w-0 flex-1 gap-px bg-neutral-700"
          style={{ gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        >
          {shown.map((key, index) => (
            <CellSlot
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the grid; one that is emptied is taken down, with the picture on its canvas
              key={`${index} ${key ? 'filled' : 'empty'}`}
              session={session}
              row={Math.floor(index / columns)}
              column={index % columns}
              stack={stacks.find((stack) => stack.key === key) ?? null}
              emptyText={emptyText(arrangement, index, isLoading)}
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

function emptyText({ assignments, shown }: Arrangement, cell: number, isLoading: boolean): string {
  const description = assignments?.[cell];
  if (description) return isLoading ? `Waiting for “${description}”` : `No series is called “${description}”. Drag another one here.`;
  return isLoading && shown.every((key) => key === null) ? 'Waiting for images' : 'Drag a series here';
}

function withItem<T>(items: readonly (T | null)[], index: number, item: T | null): (T | null)[] {
  const copy = Array.from({ length: Math.max(items.length, index + 1) }, (_, at): T | null => items[at] ?? null);
  copy[index] = item;
  return copy;
}
