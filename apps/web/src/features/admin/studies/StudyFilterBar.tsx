import { Select } from '../../../ui/index.ts';
import { STATUS_LABELS } from '../../study/index.ts';
import { FilterBar, FilterChoices, SearchField } from '../FilterBar.tsx';
import { ANY, CANCELLED, SEVERITIES, useCustomerChoices, useReaderChoices } from './study-choices.ts';
import type { StudyFilters } from './study-filters.ts';

export interface StudyFilterBarProps {
  filters: StudyFilters;
  words: string;
  isFiltered: boolean;
  onChange: (change: Partial<StudyFilters>) => void;
  onWords: (words: string) => void;
  onClear: () => void;
}

const STATUSES = [
  ANY,
  ...(['unassigned', 'assigned', 'in_progress', 'completed', 'addendum_active'] as const).map((value) => ({
    value,
    label: STATUS_LABELS[value],
  })),
];
const KINDS = [ANY, { value: 'standard', label: 'Read here' }, { value: 'external', label: 'Archive' }] as const;

export function StudyFilterBar({ filters, words, isFiltered, onChange, onWords, onClear }: StudyFilterBarProps) {
  const readerOptions = useReaderChoices();
  const customerChoices = useCustomerChoices();
  return (
    <FilterBar label="Filter studies" isFiltered={isFiltered} onClear={onClear}>
      <SearchField label="Patient, MRN, UID or description" words={words} onWords={onWords} />
      <FilterChoices>
        <Select label="Status" value={filters.status} options={STATUSES} onChange={(status) => onChange({ status })} />
        <Select label="Priority" value={filters.severity} options={SEVERITIES} onChange={(severity) => onChange({ severity })} />
        <Select
          label="Assigned to"
          className="sm:max-w-44"
          value={filters.assigned}
          options={readerOptions}
          onChange={(assigned) => onChange({ assigned })}
        />
        <Select
          label="Customer"
          className="sm:max-w-44"
          value={filters.customer}
          options={customerChoices}
          onChange={(customer) => onChange({ customer })}
        />
        <Select label="Kind" value={filters.kind} options={KINDS} onChange={(kind) => onChange({ kind })} />
        <Select label="Cancelled" value={filters.cancelled} options={CANCELLED} onChange={(cancelled) => onChange({ cancelled })} />
      </FilterChoices>
    </FilterBar>
  );
}
