import type { WorklistRow } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';
import { createColumnHelper } from '@tanstack/react-table';
import { FileClock, Images, TriangleAlert } from 'lucide-react';
import { ageAndSex, SeverityBadge, StatusBadge } from '../study/index.ts';
import { AgeClock } from './AgeClock.tsx';

const column = createColumnHelper<WorklistRow>();
const NONE = <span className="text-muted">—</span>;

/** The columns a radiologist reads from left to right: how urgent, how old, who, what, where it stands. */
export const columns = [
  column.accessor('severity', { header: 'Priority', cell: ({ getValue }) => <SeverityBadge severity={getValue()} /> }),
  column.accessor('createdAt', { id: 'age', header: 'Age', cell: ({ row }) => <AgeClock row={row.original} /> }),
  column.accessor('patientName', {
    header: 'Patient',
    cell: ({ getValue }) => {
      const name = getValue();
      return name ? <bdi className="font-medium">{readablePersonName(name)}</bdi> : <span className="text-muted italic">No name</span>;
    },
  }),
  column.accessor('mrn', { header: 'MRN', cell: ({ getValue }) => (getValue() ? <span className="identifier">{getValue()}</span> : NONE) }),
  column.display({
    id: 'ageSex',
    header: 'Age / sex',
    cell: ({ row }) => ageAndSex(row.original.age, row.original.sex),
  }),
  column.accessor('studyDescription', {
    header: 'Description',
    cell: ({ row }) => (
      <span className="inline-flex max-w-full items-center gap-2">
        <span className="truncate" title={row.original.studyDescription}>
          {row.original.studyDescription}
        </span>
        {row.original.isCritical && <TriangleAlert size={14} className="shrink-0 text-danger" aria-label="Critical result" />}
        {row.original.priorCount > 0 && (
          <span className="inline-flex shrink-0 items-center gap-0.5 text-xs text-muted">
            <FileClock size={13} aria-label="Prior reports:" />
            {row.original.priorCount}
          </span>
        )}
      </span>
    ),
  }),
  column.accessor('modality', { header: 'Modality', cell: ({ getValue }) => getValue() ?? NONE }),
  column.accessor('status', {
    header: 'Status',
    cell: ({ row }) => <StatusBadge status={row.original.status} isCancelled={row.original.isCancelled} />,
  }),
  column.accessor('assignedTo', { header: 'Assigned', cell: ({ getValue }) => getValue()?.name ?? NONE }),
  column.accessor('imageCount', {
    header: 'Images',
    cell: ({ getValue }) =>
      getValue() > 0 ? (
        <span className="tabular inline-flex items-center gap-1">
          <Images size={13} aria-hidden className="text-muted" />
          {getValue()}
        </span>
      ) : (
        <span className="text-muted">none</span>
      ),
  }),
];
