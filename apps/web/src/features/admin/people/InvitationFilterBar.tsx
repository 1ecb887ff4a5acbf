import { Select } from '../../../ui/index.ts';
import { DayField, FilterBar, FilterChoices } from '../FilterBar.tsx';
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
        <DayField
          label="Invited from"
          max={toDay}
          day={fromDay}
          {...(fromDay !== '' && toDay !== '' && fromDay > toDay && { error: 'From is later than To.' })}
          onChange={(next) => onChange({ fromDay: next })}
        />
        <DayField label="To" min={fromDay} day={toDay} onChange={(next) => onChange({ toDay: next })} />
      </FilterChoices>
    </FilterBar>
  );
}
