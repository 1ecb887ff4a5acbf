import type { WorklistRow } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Images, TriangleAlert } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { Badge, classNames, Spinner } from '../../ui/index.ts';
import { ageAndSex, SeverityBadge, StatusBadge } from '../study/index.ts';
import { AgeClock } from './AgeClock.tsx';
import { RowMenu } from './RowMenu.tsx';
import type { RowActions } from './row-actions.ts';
import type { WorklistListProps } from './WorklistGrid.tsx';

const CARD_HEIGHT = 124;
const AHEAD = 15;

/** The worklist on a narrow screen: one card a study, a tap opens it. */
export function WorklistCards({
  rows,
  hasMore,
  isLoadingMore,
  isStale,
  onNearEnd,
  selectedId,
  onSelect,
  arrivals,
  actions,
}: WorklistListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_HEIGHT,
    getItemKey: (index) => rows[index]?.studyId ?? index,
    overscan: 6,
  });
  const [startIndex] = useState(() => rows.findIndex((row) => row.studyId === selectedId));
  useEffect(() => {
    // Back from a study: the list is found where it was left.
    if (startIndex > 0) virtualizer.scrollToIndex(startIndex, { align: 'center' });
  }, [startIndex, virtualizer]);
  const lastShown = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - AHEAD) onNearEnd();
  }, [hasMore, lastShown, rows.length, onNearEnd]);
  return (
    <section
      ref={scroller}
      aria-label="Studies"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      className={classNames('min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2', isStale && 'pointer-events-none opacity-50')}
    >
      <ul className="relative m-0 list-none p-0" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <StudyCard
                key={item.key}
                row={row}
                top={item.start}
                isNew={arrivals.has(row.studyId)}
                position={item.index + 1}
                onSelect={onSelect}
                actions={actions}
              />
            )
          );
        })}
      </ul>
      {isLoadingMore && (
        <div className="flex h-11 items-center justify-center text-muted">
          <Spinner size={15} label="Loading more studies" />
        </div>
      )}
    </section>
  );
}

interface StudyCardProps {
  row: WorklistRow;
  top: number;
  position: number;
  isNew: boolean;
  onSelect: (studyId: string) => void;
  actions: RowActions;
}

const StudyCard = memo(function StudyCard({ row, top, position, isNew, onSelect, actions }: StudyCardProps) {
  const open = () => {
    onSelect(row.studyId);
    actions.open(row);
  };
  return (
    <li
      aria-posinset={position}
      aria-setsize={-1}
      className={classNames(
        'absolute inset-x-0 flex flex-col justify-center gap-1.5 border-b border-border px-4',
        isNew && 'animate-[arrived_6s_ease-out]',
      )}
      style={{ height: CARD_HEIGHT, transform: `translateY(${top}px)` }}
    >
      <div className="flex items-center gap-2">
        <SeverityBadge severity={row.severity} />
        <AgeClock row={row} />
        <span className="flex-1" />
        <StatusBadge status={row.status} isCancelled={row.isCancelled} />
        <RowMenu row={row} actions={actions} isReachable />
      </div>
      <a
        href={`/study/${row.studyId}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          open();
        }}
        className="truncate font-semibold text-text no-underline after:absolute after:inset-x-0 after:top-11 after:bottom-0"
      >
        <bdi>{row.patientName === null ? 'No name' : readablePersonName(row.patientName)}</bdi>{' '}
        <span className="font-normal text-muted">{ageAndSex(row.age, row.sex)}</span>
      </a>
      <div className="truncate">{row.studyDescription}</div>
      <div className="flex items-center gap-3 truncate text-[13px] text-muted">
        {row.modality && <Badge>{row.modality}</Badge>}
        <span>
          {row.mrn ? 'MRN ' : 'No MRN'}
          <span className="identifier">{row.mrn}</span>
        </span>
        <span className="inline-flex items-center gap-1">
          <Images size={13} aria-label="Images:" /> {row.imageCount}
        </span>
        {row.isCritical && <TriangleAlert size={14} className="text-danger" aria-label="Critical result" />}
        <span className="truncate">{row.assignedTo?.name}</span>
      </div>
    </li>
  );
});
