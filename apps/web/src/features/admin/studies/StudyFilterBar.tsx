import { Search, X } from 'lucide-react';
import { Button, Select, TextField } from '../../../ui/index.ts';
import { SEVERITY_LABELS, STATUS_LABELS } from '../../study/index.ts';
import { customerOptions } from './customer-options.ts';
import { useCustomers, useReaders } from './queries.ts';
import type { StudyFilters } from './study-filters.ts';

export interface StudyFilterBarProps {
  filters: StudyFilters;
  words: string;
  isFiltered: boolean;
  onChange: (change: Partial<StudyFilters>) => void;
  onWords: (words: string) => void;
  onClear: () => void;
}

const ANY = { value: 'any', label: 'Any' } as const;
const STATUSES = [
  ANY,
  ...(['unassigned', 'assigned', 'in_progress', 'completed', 'addendum_active'] as const).map((value) => ({
    value,
    label: STATUS_LABELS[value],
  })),
];
const SEVERITIES = [ANY, ...(['stat', 'high', 'normal'] as const).map((value) => ({ value, label: SEVERITY_LABELS[value] }))];
const CANCELLED = [
  { value: 'no', label: 'Not cancelled' },
  { value: 'yes', label: 'Cancelled' },
  { value: 'any', label: 'Both' },
] as const;
const KINDS = [ANY, { value: 'standard', label: 'Read here' }, { value: 'external', label: 'Archive' }] as const;

export function StudyFilterBar({ filters, words, isFiltered, onChange, onWords, onClear }: StudyFilterBarProps) {
  const customers = useCustomers();
  const readers = useReaders();
  const customerChoices = [ANY, { value: 'none', label: 'None' }, ...customerOptions(customers.data)];
  const readerOptions = [
    { value: 'any', label: 'Anyone' },
    { value: 'none', label: 'Nobody' },
    ...(readers.data ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
  ];
  return (
    <search aria-label="Filter studies" className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2">
      <TextField
        label="Patient, MRN, UID or description"
        type="search"
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
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
        <Select label="Kind" value={filters.kind} options={KINDS} onChange={(kind) => onChange({ kind })} />
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
