import type { ViewedSeries } from '../viewed-series.ts';

interface AwaitedSeriesProps {
  series: ViewedSeries;
  /** Whether it may still come. */
  isLoading: boolean;
  onWanted: () => void;
}

/** A series that was announced and of which nothing has come yet. A click fetches it first. */
export function AwaitedSeries({ series, isLoading, onWanted }: AwaitedSeriesProps) {
  const { seriesNumber, modality, seriesDescription, expectedCount } = series;
  return (
    <button
      type="button"
      data-testid="awaited-series"
      disabled={!isLoading}
      title={isLoading ? `${seriesDescription ?? 'Series'}: load it first` : undefined}
      className="w-[86px] shrink-0 rounded-md border border-transparent p-1.5 text-left text-[11px] leading-tight text-text enabled:hover:bg-surface-hover"
      onClick={onWanted}
    >
      <span className="grid size-[72px] place-items-center rounded border border-dashed border-border-strong text-muted">
        {isLoading ? 'Waiting' : 'Not loaded'}
      </span>
      <span className="mt-1 flex justify-between gap-1 text-muted tabular-nums">
        <span>{[seriesNumber, modality].filter((part) => part !== null).join(' ')}</span>
        <span>0/{expectedCount}</span>
      </span>
      <span className="line-clamp-2 break-words @max-[639px]:hidden">{seriesDescription ?? 'Without a description'}</span>
    </button>
  );
}
