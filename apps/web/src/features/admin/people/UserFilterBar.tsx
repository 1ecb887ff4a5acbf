import { Search, X } from 'lucide-react';
import { Button, Select, TextField } from '../../../ui/index.ts';
import type { UserFilters } from './people-filters.ts';

const LEVELS = [
  { value: '', label: 'Any' },
  { value: 'owner', label: 'Owner' },
  { value: 'admin', label: 'Admin' },
  { value: 'member', label: 'Member' },
] as const;
const SOURCES = [
  { value: '', label: 'Any' },
  { value: 'dashboard', label: 'The dashboard' },
  { value: 'api', label: 'An API key' },
] as const;
const REPORTS = [
  { value: '', label: 'Any' },
  { value: 'true', label: 'Creates reports' },
  { value: 'false', label: 'Creates none' },
] as const;

export interface UserFilterBarProps {
  filters: UserFilters;
  words: string;
  isFiltered: boolean;
  onChange: (change: Partial<UserFilters>) => void;
  onWords: (words: string) => void;
  onClear: () => void;
}

export function UserFilterBar({ filters, words, isFiltered, onChange, onWords, onClear }: UserFilterBarProps) {
  return (
    <search aria-label="Filter users" className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2">
      <TextField
        label="Name or email"
        type="search"
        autoComplete="off"
        spellCheck={false}
        className="min-w-44 flex-1 max-sm:basis-full"
        leading={<Search size={15} aria-hidden />}
        maxLength={200}
        value={words}
        onChange={(event) => onWords(event.target.value)}
      />
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2">
        <Select label="Level" value={filters.level} options={LEVELS} onChange={(level) => onChange({ level })} />
        <Select
          label="Invited by"
          value={filters.invitedSource}
          options={SOURCES}
          onChange={(invitedSource) => onChange({ invitedSource })}
        />
        <Select
          label="Reports"
          value={filters.canCreateReports}
          options={REPORTS}
          onChange={(canCreateReports) => onChange({ canCreateReports })}
        />
      </div>
      {isFiltered && (
        <Button variant="ghost" icon={<X size={16} aria-hidden />} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
