import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';

const STORAGE_KEY = 'readroom.split';
const DEFAULT = 62;
const MIN = 25;
const MAX = 80;
const STEP = 2;

function clamp(percent: number): number {
  return Math.min(MAX, Math.max(MIN, percent));
}

function remembered(): number {
  const stored = Number(localStorage.getItem(STORAGE_KEY) ?? Number.NaN);
  return Number.isFinite(stored) ? clamp(stored) : DEFAULT;
}

export interface SplitPaneProps {
  left: ReactNode;
  right: ReactNode;
  /** The right pane has its own width and there is no bar. The left pane stays mounted when this changes. */
  isFixed: boolean;
  label: string;
}

/** Two panes and the bar between them: dragged, moved with the arrow keys, put back by a double click, remembered on this workstation. */
export function SplitPane({ left, right, isFixed, label }: SplitPaneProps) {
  const [percent, setPercent] = useState(remembered);
  const [isDragging, setDragging] = useState(false);
  const container = useRef<HTMLDivElement>(null);

  const change = (next: number) => setPercent(clamp(next));
  const keep = (next: number) => {
    change(next);
    localStorage.setItem(STORAGE_KEY, String(clamp(next)));
  };
  const percentAt = (event: PointerEvent): number => {
    const box = container.current?.getBoundingClientRect();
    return box && box.width > 0 ? ((event.clientX - box.left) / box.width) * 100 : percent;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = { ArrowLeft: percent - STEP, ArrowRight: percent + STEP, Home: MIN, End: MAX };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    keep(target);
  };

  return (
    <div ref={container} className="flex min-h-0 flex-1">
      <div
        className={isFixed ? 'min-w-0 flex-1' : 'min-w-0'}
        style={{ width: isFixed ? undefined : `${percent}%`, pointerEvents: isDragging ? 'none' : undefined }}
      >
        {left}
      </div>
      {!isFixed && (
        // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; this is the window splitter of the ARIA patterns
        <div
          role="separator"
          aria-label={label}
          aria-orientation="vertical"
          aria-valuenow={Math.round(percent)}
          aria-valuemin={MIN}
          aria-valuemax={MAX}
          tabIndex={0}
          title="Drag to resize, double-click to reset"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setDragging(true);
          }}
          onPointerMove={(event) => isDragging && change(percentAt(event))}
          onPointerUp={(event) => {
            if (!isDragging) return;
            setDragging(false);
            keep(percentAt(event));
          }}
          onPointerCancel={() => setDragging(false)}
          onDoubleClick={() => keep(DEFAULT)}
          onKeyDown={onKeyDown}
          className="group relative w-1.5 shrink-0 cursor-col-resize touch-none bg-border transition-colors hover:bg-accent focus-visible:bg-accent focus-visible:outline-offset-0"
        >
          <span aria-hidden className="absolute top-1/2 left-1/2 h-8 w-0.5 -translate-x-1/2 -translate-y-1/2 rounded bg-muted" />
        </div>
      )}
      <div className={isFixed ? 'flex shrink-0' : 'min-w-0 flex-1'} style={{ pointerEvents: isDragging ? 'none' : undefined }}>
        {right}
      </div>
    </div>
  );
}
