import { Select } from '../../../ui/index.ts';
import { FilterBar, FilterChoices, SearchField } from '../FilterBar.tsx';
import { ANY, CANCELLED, SEVERITIES, useCustomerChoices, useReaderChoices } from '../studies/study-choices.ts';
import type { ViewerStudyFilters } from './viewer-study-filters.ts';

const STATUSES = [ANY, { value: 'incomplete', label: 'Incomplete' }, { value: 'complete', label: 'Complete' }] as const;

export interface ViewerStudyFilterBarProps {
  filters: ViewerStudyFilters;
  words: string;
  isFiltered: boolean;
  onChange: (change: Partial<ViewerStudyFilters>) => void;
  onWords: (words: string) => void;
  onClear: () => void;
}

export function ViewerStudyFilterBar({ filters, words, isFiltered, onChange, onWords, onClear }: ViewerStudyFilterBarProps) {
  const readerOptions = useReaderChoices();
  const customerChoices = useCustomerChoices();
  return (
    <FilterBar label="Filter viewer studies" isFiltered={isFiltered} onClear={onClear}>
      <SearchField label="Description or UID" words={words} onWords={onWords} />
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
        <Select label="Cancelled" value={filters.cancelled} options={CANCELLED} onChange={(cancelled) => onChange({ cancelled })} />
      </FilterChoices>
    </FilterBar>
  );
}
