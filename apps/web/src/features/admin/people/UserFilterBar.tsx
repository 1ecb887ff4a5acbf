import { Select } from '../../../ui/index.ts';
import { FilterBar, FilterChoices, SearchField } from '../FilterBar.tsx';
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
    <FilterBar label="Filter users" isFiltered={isFiltered} onClear={onClear}>
      <SearchField label="Name or email" maxLength={200} words={words} onWords={onWords} />
      <FilterChoices>
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
      </FilterChoices>
    </FilterBar>
  );
}
