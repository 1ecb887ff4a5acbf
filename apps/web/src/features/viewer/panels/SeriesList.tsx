import { Fragment } from 'react';
import { STACK_DRAG_TYPE } from '../cell/Viewport.tsx';
import { dateText } from '../overlay-text.ts';
import { countWithoutImage, type Stack } from '../stacks.ts';
import type { ViewedSeries, ViewedStudy } from '../viewed-series.ts';
import { AwaitedSeries } from './AwaitedSeries.tsx';
import { Thumbnail } from './Thumbnail.tsx';

interface SeriesListProps {
  stacks: readonly Stack[];
  series: readonly ViewedSeries[];
  /** Keys of the stacks in the cells, and of the one in the active cell. */
  shown: readonly (string | null)[];
  active: string | null;
  /** Whether more is on its way. */
  isLoading: boolean;
  onPick: (stack: Stack) => void;
  /** A series that has not come yet was chosen. */
  onWanted: ((seriesInstanceUid: string) => void) | undefined;
}

/** All that can be shown, in the order of the series: click puts it into the active cell, a drag into any. */
export function SeriesList({ stacks, series, shown, active, isLoading, onPick, onWanted }: SeriesListProps) {
  const studies = [...new Map(series.map((one) => [one.study.studyInstanceUid, one.study])).values()];
  return (
    <nav
      aria-label="Series"
      className="flex shrink-0 gap-1 overflow-auto border-border bg-surface p-1 @max-[639px]:order-last @max-[639px]:h-[112px] @max-[639px]:border-t @min-[640px]:w-24 @min-[640px]:flex-col @min-[640px]:border-r"
    >
      {studies.map((study) => (
        <Fragment key={study.studyInstanceUid}>
          {studies.length > 1 && <StudyHeading study={study} />}
          {series
            .filter((one) => one.study.studyInstanceUid === study.studyInstanceUid)
            .map((one) => (
              <SeriesItems
                key={one.seriesInstanceUid}
                series={one}
                stacks={stacks.filter((stack) => stack.seriesInstanceUid === one.seriesInstanceUid)}
                shown={shown}
                active={active}
                isLoading={isLoading}
                onPick={onPick}
                onWanted={onWanted}
              />
            ))}
        </Fragment>
      ))}
    </nav>
  );
}

function StudyHeading({ study }: { study: ViewedStudy }) {
  return (
    <h2 className="m-0 w-[86px] shrink-0 px-1 pt-1.5 pb-0.5 text-[11px] leading-tight font-semibold break-words text-text">
      {[dateText(study.date) || 'No date', study.description].filter(Boolean).join(' ')}
    </h2>
  );
}

interface SeriesItemsProps extends Omit<SeriesListProps, 'series'> {
  series: ViewedSeries;
}

function SeriesItems({ series, stacks, shown, active, isLoading, onPick, onWanted }: SeriesItemsProps) {
  if (stacks.length > 0) {
    return stacks.map((stack) => (
      <StackItem
        key={stack.key}
        stack={stack}
        isActive={stack.key === active}
        isShown={shown.includes(stack.key)}
        onPick={() => onPick(stack)}
      />
    ));
  }
  if (series.instances.length < series.expectedCount) {
    return <AwaitedSeries series={series} isLoading={isLoading} onWanted={() => onWanted?.(series.seriesInstanceUid)} />;
  }
  return (
    countWithoutImage(series) > 0 && (
      <p className="m-0 w-[86px] shrink-0 rounded-md border border-border p-1.5 text-[11px] leading-tight text-muted">
        {[series.seriesNumber, series.modality].filter((part) => part !== null).join(' ')} {series.seriesDescription ?? 'Series'}: no images
      </p>
    )
  );
}

function StackItem({ stack, isActive, isShown, onPick }: { stack: Stack; isActive: boolean; isShown: boolean; onPick: () => void }) {
  const count = stack.imageIds.length;
  const total = count + stack.awaited;
  return (
    <button
      type="button"
      draggable
      data-testid="series-item"
      data-stack={stack.key}
      aria-current={isActive}
      title={`${stack.description}: ${stack.awaited > 0 ? `${count} of ${total}` : count} ${stack.isMultiFrame ? 'frames' : 'images'}`}
      className={`w-[86px] shrink-0 cursor-pointer rounded-md border p-1.5 text-left text-[11px] leading-tight text-text hover:bg-surface-hover ${borderOf(isActive, isShown)}`}
      onClick={onPick}
      onDragStart={(event) => {
        event.dataTransfer.setData(STACK_DRAG_TYPE, stack.key);
        event.dataTransfer.effectAllowed = 'copy';
      }}
    >
      <Thumbnail imageId={stack.imageIds[Math.floor(count / 2)]!} />
      <span className="mt-1 flex justify-between gap-1 text-muted tabular-nums">
        <span>{[stack.seriesNumber, stack.modality].filter((part) => part !== null).join(' ')}</span>
        <span>{stack.awaited > 0 ? `${count}/${total}` : count}</span>
      </span>
      <span className="line-clamp-2 break-words @max-[639px]:hidden">{stack.description}</span>
    </button>
  );
}

function borderOf(isActive: boolean, isShown: boolean): string {
  if (isActive) return 'border-accent bg-surface-selected';
  return isShown ? 'border-border-strong' : 'border-transparent';
}
