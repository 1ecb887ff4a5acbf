import { type PointerEvent, useRef } from 'react';

interface ScrollBarProps {
  index: number;
  count: number;
  onGoTo: (index: number) => void;
}

/** The bar at the side of a stack: drag or click to an image; the viewer's keys move it as well. */
export function ScrollBar({ index, count, onGoTo }: ScrollBarProps) {
  const track = useRef<HTMLDivElement>(null);
  if (count < 2) return null;
  const follow = (event: PointerEvent) => {
    const bounds = track.current?.getBoundingClientRect();
    if (bounds) onGoTo(((event.clientY - bounds.top) / bounds.height) * (count - 1));
  };
  return (
    <div
      ref={track}
      role="slider"
      aria-label="Image in the stack"
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={index + 1}
      aria-valuetext={`Image ${index + 1} of ${count}`}
      tabIndex={0}
      className="absolute inset-y-1 right-0 w-3.5 cursor-pointer touch-none rounded bg-white/8 hover:bg-white/15"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
    >
      <div
        className="pointer-events-none absolute inset-x-0.5 min-h-3 rounded-sm bg-neutral-300/80"
        style={{ height: `max(12px, ${100 / count}%)`, top: `calc(${index / (count - 1)} * (100% - max(12px, ${100 / count}%)))` }}
      />
    </div>
  );
}
