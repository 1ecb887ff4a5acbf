import { type DragEvent, useEffect, useRef, useState } from 'react';
import { ImageErrorPanel } from './ImageErrorPanel.tsx';
import { LoadingBar, loadingOf } from './LoadingBar.tsx';
import { OrientationLetters } from './OrientationLetters.tsx';
import { Overlay } from './Overlay.tsx';
import { ScrollBar } from './ScrollBar.tsx';
import type { StackCell } from './StackCell.ts';
import { useCellState } from './use-cell-state.ts';

/** The type under which a series is dragged from the list. */
export const STACK_DRAG_TYPE = 'application/x-readroom-stack';

/** For browsers that report the wheel in lines. */
const PIXELS_A_LINE = 33;

interface ViewportProps {
  row: number;
  column: number;
  isActive: boolean;
  emptyText: string;
  /** Makes the cell for an element, and returns the function that takes it apart. */
  mount: (element: HTMLDivElement) => { cell: StackCell; unmount: () => void };
  onActivate: () => void;
  onDropStack: (stackKey: string) => void;
}

/** One cell: the canvas with its overlays. The data attributes say what is on the screen, for tests and for nothing else. */
export function Viewport({ row, column, isActive, emptyText, mount, onActivate, onDropStack }: ViewportProps) {
  const canvasHost = useRef<HTMLDivElement>(null);
  const [cell, setCell] = useState<StackCell | null>(null);
  const [isDropTarget, setDropTarget] = useState(false);
  const state = useCellState(cell);

  useEffect(() => {
    const element = canvasHost.current;
    if (!element) return;
    const mounted = mount(element);
    setCell(mounted.cell);
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      mounted.cell.wheel(event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * PIXELS_A_LINE);
    };
    const preventMenu = (event: Event) => event.preventDefault();
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('contextmenu', preventMenu);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('contextmenu', preventMenu);
      mounted.unmount();
    };
  }, [mount]);

  const { stack, image, index, shownIndex, window, status, error } = state;
  const count = stack?.imageIds.length ?? 0;
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(STACK_DRAG_TYPE)) return;
    event.preventDefault();
    setDropTarget(true);
  };
  return (
    <div
      role="application"
      aria-label={`Image cell ${row + 1}, ${column + 1}`}
      data-testid={`viewport-${row}-${column}`}
      data-image-index={shownIndex ?? undefined}
      data-image-count={count}
      data-sop={shownIndex === null ? undefined : stack?.sopInstanceUids[shownIndex]}
      data-rendered={state.isRendered && status === 'shown' ? 'true' : 'false'}
      data-window-width={window ? Math.round(window.width) : undefined}
      data-window-center={window ? Math.round(window.center) : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the focus, and with it the viewer's keys
      tabIndex={0}
      className="group @container relative min-h-0 min-w-0 overflow-hidden bg-black outline-none"
      onPointerDownCapture={onActivate}
      onFocus={onActivate}
      onDragOver={onDragOver}
      onDragLeave={() => setDropTarget(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropTarget(false);
        const key = event.dataTransfer.getData(STACK_DRAG_TYPE);
        if (key) onDropStack(key);
      }}
    >
      <div ref={canvasHost} className="absolute inset-0 touch-none" />
      {status === 'failed' && error && cell ? (
        <ImageErrorPanel error={error} position={`Image ${index + 1} of ${count}`} onRetry={() => cell.retry()} />
      ) : (
        <div className={`pointer-events-none absolute inset-x-0 top-0 ${loadingOf(state) === 'nothing' ? 'bottom-0' : 'bottom-[18px]'}`}>
          <OrientationLetters edges={image ? state.edges : null} />
          <Overlay state={state} />
        </div>
      )}
      {status === 'empty' && !stack && (
        <p className="absolute inset-0 m-0 grid place-items-center p-3 text-center text-[13px] break-words text-neutral-400">{emptyText}</p>
      )}
      {cell && <ScrollBar index={index} count={count} onGoTo={(to) => cell.goTo(to)} />}
      {cell && <LoadingBar state={state} onStop={() => cell.stopLoading()} onResume={() => cell.prefetch()} />}
      <div
        className={`pointer-events-none absolute inset-0 ring-[#6aa5ff] ring-inset group-focus-visible:ring-2 ${isActive ? 'ring-1' : ''} ${isDropTarget ? 'bg-[#6aa5ff]/20 ring-2' : ''}`}
      />
    </div>
  );
}
