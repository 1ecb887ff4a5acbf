import { Select, TextField } from '../../../ui/index.ts';
import { FilterBar, FilterChoices } from '../FilterBar.tsx';
import type { InvitationFilters } from './people-filters.ts';

const OUTCOMES = [
  { value: '', label: 'Any' },
  { value: 'waiting', label: 'Waiting for an answer' },
  { value: 'expired', label: 'Expired' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'rejected', label: 'Rejected' },
  { value: 'revoked', label: 'Revoked' },
] as const;

export interface InvitationFilterBarProps {
  filters: InvitationFilters;
  isFiltered: boolean;
  onChange: (change: Partial<InvitationFilters>) => void;
  onClear: () => void;
}

export function InvitationFilterBar({ filters, isFiltered, onChange, onClear }: InvitationFilterBarProps) {
  const { outcome, fromDay, toDay } = filters;
  return (
    <FilterBar label="Filter invitations" isFiltered={isFiltered} onClear={onClear}>
      <Select
        label="Answer"
        className="max-sm:w-full"
        value={outcome}
        options={OUTCOMES}
        onChange={(next) => onChange({ outcome: next })}
      />
      <FilterChoices>
        <TextField
          label="Invited from"
          type="date"
          max={toDay}
          value={fromDay}
          {...(fromDay !== '' && toDay !== '' && fromDay > toDay && { error: 'From is later than To.' })}
          onChange={(event) => onChange({ fromDay: event.target.value })}
        />
        <TextField label="To" type="date" min={fromDay} value={toDay} onChange={(event) => onChange({ toDay: event.target.value })} />
      </FilterChoices>
    </FilterBar>
  );
}
