import type { Series } from '@readroom/contract';
import { STACK_DRAG_TYPE } from '../cell/Viewport.tsx';
import { countWithoutImage, type Stack } from '../stacks.ts';
import { Thumbnail } from './Thumbnail.tsx';

interface SeriesListProps {
  stacks: readonly Stack[];
  series: readonly Series[];
  /** Keys of the stacks in the cells, and of the one in the active cell. */
  shown: readonly (string | null)[];
  active: string | null;
  onPick: (stackKey: string) => void;
}

/** All that can be shown, in the order of the series: click puts it into the active cell, a drag into any. */
export function SeriesList({ stacks, series, shown, active, onPick }: SeriesListProps) {
  const withoutImages = series.filter((one) => countWithoutImage(one) === one.instances.length);
  return (
    <nav
      aria-label="Series"
      className="flex shrink-0 gap-1 overflow-auto border-border bg-surface p-1 @max-[639px]:order-last @max-[639px]:h-[112px] @max-[639px]:border-t @min-[640px]:w-24 @min-[640px]:flex-col @min-[640px]:border-r"
    >
      {stacks.map((stack) => (
        <button
          key={stack.key}
          type="button"
          draggable
          data-testid="series-item"
          data-stack={stack.key}
          aria-current={stack.key === active}
          title={`${stack.description}: ${stack.imageIds.length} ${stack.isMultiFrame ? 'frames' : 'images'}`}
          className={`w-[86px] shrink-0 cursor-pointer rounded-md border p-1.5 text-left text-[11px] leading-tight text-text hover:bg-surface-hover ${borderOf(stack.key, active, shown)}`}
          onClick={() => onPick(stack.key)}
          onDragStart={(event) => {
            event.dataTransfer.setData(STACK_DRAG_TYPE, stack.key);
            event.dataTransfer.effectAllowed = 'copy';
          }}
        >
          <Thumbnail imageId={stack.imageIds[Math.floor(stack.imageIds.length / 2)]!} />
          <span className="mt-1 flex justify-between text-muted tabular-nums">
            <span>{[stack.seriesNumber, stack.modality].filter((part) => part !== null).join(' ')}</span>
            <span>{stack.imageIds.length}</span>
          </span>
          <span className="line-clamp-2 break-words @max-[639px]:hidden">{stack.description}</span>
        </button>
      ))}
      {withoutImages.map((one) => (
        <p
          key={one.seriesInstanceUid}
          className="w-[86px] shrink-0 rounded-md border border-border p-1.5 text-[11px] leading-tight text-muted"
        >
          {[one.seriesNumber, one.modality].filter((part) => part !== null).join(' ')} {one.seriesDescription ?? 'Series'}: no images
        </p>
      ))}
    </nav>
  );
}

function borderOf(key: string, active: string | null, shown: readonly (string | null)[]): string {
  if (key === active) return 'border-accent bg-surface-selected';
  return shown.includes(key) ? 'border-border-strong' : 'border-transparent';
}
