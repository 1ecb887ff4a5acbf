import { X } from 'lucide-react';
import { Button, Select, TextField } from '../../../ui/index.ts';
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
    <search aria-label="Filter invitations" className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2">
      <Select
        label="Answer"
        className="max-sm:w-full"
        value={outcome}
        options={OUTCOMES}
        onChange={(next) => onChange({ outcome: next })}
      />
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2">
        <TextField
          label="Invited from"
          type="date"
          max={toDay}
          value={fromDay}
          {...(fromDay !== '' && toDay !== '' && fromDay > toDay && { error: 'From is later than To.' })}
          onChange={(event) => onChange({ fromDay: event.target.value })}
        />
        <TextField label="To" type="date" min={fromDay} value={toDay} onChange={(event) => onChange({ toDay: event.target.value })} />
      </div>
      {isFiltered && (
        <Button variant="ghost" icon={<X size={16} aria-hidden />} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
