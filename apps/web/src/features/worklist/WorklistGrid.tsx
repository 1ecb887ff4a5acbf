// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual list lie at absolute places, which table elements cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid alone takes the focus and names its active row (ARIA grid pattern)
import type { WorklistRow } from '@readroom/contract';
import { flexRender, getCoreRowModel, type Row, useReactTable } from '@tanstack/react-table';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useRef } from 'react';
import { classNames, Spinner } from '../../ui/index.ts';
import { columns } from './columns.tsx';
import { RowMenu } from './RowMenu.tsx';
import type { RowActions } from './row-actions.ts';

const ROW_HEIGHT = 42;
/** How many rows before the end the next page is asked for. */
const AHEAD = 30;
/** The last column is the row's menu. */
const COLUMN_COUNT = columns.length + 1;
const TRACKS =
  'grid grid-cols-[5.5rem_5rem_minmax(10rem,1.1fr)_minmax(6rem,0.6fr)_6rem_minmax(12rem,2.2fr)_5rem_8rem_minmax(7rem,0.8fr)_4.5rem_2.75rem] items-center gap-x-2 px-4';

export interface WorklistListProps {
  rows: WorklistRow[];
  /** null where more than were counted. */
  total: number | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** These are still the rows of the filters before. */
  isStale: boolean;
  onNearEnd: () => void;
  selectedId: string | null;
  onSelect: (studyId: string) => void;
  arrivals: ReadonlySet<string>;
  actions: RowActions;
}

/** The worklist as an ARIA grid: the grid has the focus and points to the selected row. Only rows in view exist. */
export function WorklistGrid(props: WorklistListProps) {
  const { rows, total, hasMore, isLoadingMore, isStale, onNearEnd, selectedId, onSelect, arrivals, actions } = props;
  const table = useReactTable({ data: rows, columns, getCoreRowModel: getCoreRowModel(), getRowId: (row) => row.studyId });
  const tableRows = table.getRowModel().rows;
  const scroller = useRef<HTMLDivElement>(null);
  const selectedIndex = selectedId === null ? -1 : tableRows.findIndex((row) => row.id === selectedId);

  const keepSelected = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      return selectedIndex < 0 || indexes.includes(selectedIndex) ? indexes : [...indexes, selectedIndex].sort((a, b) => a - b);
    },
    [selectedIndex],
  );
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => tableRows[index]?.id ?? index,
    overscan: 12,
    rangeExtractor: keepSelected,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const items = virtualizer.getVirtualItems();
  const lastShown = virtualizer.range?.endIndex ?? 0;

  useEffect(() => {
    if (hasMore && lastShown >= tableRows.length - AHEAD) onNearEnd();
  }, [hasMore, lastShown, tableRows.length, onNearEnd]);

  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtualizer]);

  return (
    <div
      ref={scroller}
      id="worklist-grid"
      role="grid"
      aria-label="Studies"
      aria-rowcount={total === null ? -1 : total + 1}
      aria-colcount={COLUMN_COUNT}
      aria-activedescendant={selectedIndex < 0 ? undefined : rowElementId(selectedId!)}
      tabIndex={0}
      className={classNames(
        'min-h-0 flex-1 overflow-auto outline-none focus-visible:outline-2 focus-visible:-outline-offset-2',
        isStale && 'pointer-events-none opacity-50',
      )}
    >
      <div className="min-w-[68rem]">
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-border bg-surface-raised">
          {table.getHeaderGroups().map((group) => (
            <div key={group.id} role="row" aria-rowindex={1} className={classNames(TRACKS, 'h-9 text-xs font-medium text-muted')}>
              {group.headers.map((header) => (
                <div key={header.id} role="columnheader">
                  {flexRender(header.column.columnDef.header, header.getContext())}
                </div>
              ))}
              <div role="columnheader">
                <span className="sr-only">Actions</span>
              </div>
            </div>
          ))}
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = tableRows[item.index];
            if (!row) return null;
            return (
              <GridRow
                key={item.key}
                row={row}
                index={item.index}
                top={item.start}
                isSelected={item.index === selectedIndex}
                isNew={arrivals.has(row.id)}
                onSelect={onSelect}
                actions={actions}
              />
            );
          })}
        </div>
        {isLoadingMore && (
          <div className="flex h-11 items-center justify-center gap-2 text-muted">
            <Spinner size={15} label="Loading more studies" />
          </div>
        )}
      </div>
    </div>
  );
}

function rowElementId(studyId: string): string {
  return `row-${studyId}`;
}

interface GridRowProps {
  row: Row<WorklistRow>;
  index: number;
  top: number;
  isSelected: boolean;
  isNew: boolean;
  onSelect: (studyId: string) => void;
  actions: RowActions;
}

/** Draws again only when its own study, place or selection changes; the clock inside ticks by itself. */
const GridRow = memo(
  function GridRow({ row, index, top, isSelected, isNew, onSelect, actions }: GridRowProps) {
    const study = row.original;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for its selected row
      <div
        id={rowElementId(study.studyId)}
        role="row"
        tabIndex={-1}
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        onClick={() => onSelect(study.studyId)}
        onDoubleClick={() => actions.open(study)}
        className={classNames(
          TRACKS,
          'absolute inset-x-0 cursor-default border-b border-border outline-none',
          isSelected ? 'bg-surface-selected shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-surface-hover',
          isNew && !isSelected && 'animate-[arrived_6s_ease-out]',
        )}
        style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
      >
        {row.getVisibleCells().map((cell) => (
          <div key={cell.id} role="gridcell" className="min-w-0 truncate">
            {cell.column.id === 'patientName' ? (
              <a
                href={`/study/${study.studyId}`}
                tabIndex={-1}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  event.stopPropagation();
                  onSelect(study.studyId);
                  actions.open(study);
                }}
                className="text-inherit no-underline hover:underline"
              >
                {flexRender(cell.column.columnDef.cell, cell.getContext())}
              </a>
            ) : (
              flexRender(cell.column.columnDef.cell, cell.getContext())
            )}
          </div>
        ))}
        <div role="gridcell">
          <RowMenu row={study} actions={actions} isReachable={isSelected} />
        </div>
      </div>
    );
  },
  (before, after) =>
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.top === after.top &&
    before.isSelected === after.isSelected &&
    before.isNew === after.isNew &&
    before.actions === after.actions,
);
