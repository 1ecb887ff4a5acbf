import { Search, X } from 'lucide-react';
import { Button, Select, TextField } from '../../../ui/index.ts';
import { SEVERITY_LABELS } from '../../study/index.ts';
import { customerOptions } from '../studies/customer-options.ts';
import { useCustomers, useReaders } from '../studies/queries.ts';
import type { ViewerStudyFilters } from './viewer-study-filters.ts';

const ANY = { value: 'any', label: 'Any' } as const;
const STATUSES = [ANY, { value: 'incomplete', label: 'Incomplete' }, { value: 'complete', label: 'Complete' }] as const;
const SEVERITIES = [ANY, ...(['stat', 'high', 'normal'] as const).map((value) => ({ value, label: SEVERITY_LABELS[value] }))];
const CANCELLED = [
  { value: 'no', label: 'Not cancelled' },
  { value: 'yes', label: 'Cancelled' },
  { value: 'any', label: 'Both' },
] as const;

export interface ViewerStudyFilterBarProps {
  filters: ViewerStudyFilters;
  words: string;
  isFiltered: boolean;
  onChange: (change: Partial<ViewerStudyFilters>) => void;
  onWords: (words: string) => void;
  onClear: () => void;
}

export function ViewerStudyFilterBar({ filters, words, isFiltered, onChange, onWords, onClear }: ViewerStudyFilterBarProps) {
  const customers = useCustomers();
  const readers = useReaders();
  const readerOptions = [
    { value: 'any', label: 'Anyone' },
    { value: 'none', label: 'Nobody' },
    ...(readers.data ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
  ];
  const customerChoices = [ANY, { value: 'none', label: 'None' }, ...customerOptions(customers.data)];
  return (
    <search aria-label="Filter viewer studies" className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2">
      <TextField
        label="Description or UID"
        type="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        className="min-w-44 flex-1 max-sm:basis-full"
        leading={<Search size={15} aria-hidden />}
        value={words}
        onChange={(event) => onWords(event.target.value)}
      />
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2">
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
      </div>
      {isFiltered && (
        <Button variant="ghost" icon={<X size={16} aria-hidden />} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
