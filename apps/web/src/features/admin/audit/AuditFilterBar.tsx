import { AuditActorListSchema, type AuditFilterActor } from '@readroom/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryKeys } from '../../../api/index.ts';
import { Combobox, Select, TextField } from '../../../ui/index.ts';
import { DayField, FilterBar } from '../FilterBar.tsx';
import { AREA_NAMES, actionLabel, actionsOf } from './actions.ts';
import { type AuditFilters, areDaysReversed, isStudyId, PERIODS } from './audit-filters.ts';

export interface AuditFilterBarProps {
  filters: AuditFilters;
  isFiltered: boolean;
  onChange: (change: Partial<AuditFilters>) => void;
  onClear: () => void;
}

const AREAS = [{ value: 'any', label: 'Everything' }, ...AREA_NAMES.map((name) => ({ value: name, label: name }))];

export function AuditFilterBar({ filters, isFiltered, onChange, onClear }: AuditFilterBarProps) {
  const actions = [
    { value: 'any', label: 'All of them' },
    ...actionsOf(filters.area).map((action) => ({ value: action, label: actionLabel(action) })),
  ];
  return (
    <FilterBar label="Filter the audit log" isFiltered={isFiltered} onClear={onClear}>
      <ActorField actor={filters.actor} onChange={(actor) => onChange({ actor })} />
      <div className="gap-x-3 gap-y-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2 max-sm:items-end sm:contents">
        <Select
          label="When"
          value={filters.period}
          options={PERIODS}
          onChange={(period) => onChange({ period, since: Date.now(), fromDay: '', toDay: '' })}
        />
        {filters.period === 'days' && (
          <>
            <DayField
              label="From"
              max={filters.toDay}
              day={filters.fromDay}
              {...(areDaysReversed(filters) && { error: 'From is later than To.' })}
              onChange={(fromDay) => onChange({ fromDay })}
            />
            <DayField label="To" min={filters.fromDay} day={filters.toDay} onChange={(toDay) => onChange({ toDay })} />
          </>
        )}
        <Select label="What" value={filters.area} options={AREAS} onChange={(area) => onChange({ area, action: 'any' })} />
        {filters.area !== 'any' && (
          <Select
            label="Exactly"
            className="sm:max-w-60"
            value={filters.action}
            options={actions}
            onChange={(action) => onChange({ action })}
          />
        )}
      </div>
      <TextField
        label="Study id"
        placeholder="stu_…"
        autoComplete="off"
        spellCheck={false}
        className="min-w-44 flex-1 max-sm:basis-full sm:max-w-80 [&_input]:font-mono"
        {...(filters.studyId !== '' && !isStudyId(filters.studyId) && { error: 'Expected an id: stu_ and 32 hex digits.' })}
        value={filters.studyId}
        onChange={(event) => onChange({ studyId: event.target.value })}
      />
    </FilterBar>
  );
}

const nameOf = ({ name, detail }: AuditFilterActor) => `${name}, ${detail}`;

/** Suggests people and keys of the clinic by what is typed; only one of these counts. */
function ActorField({ actor, onChange }: { actor: AuditFilterActor | null; onChange: (actor: AuditFilterActor | null) => void }) {
  const [text, setText] = useState(actor?.name ?? '');
  const shown = actor && `${actor.id} ${actor.name}`;
  const [shownBefore, setShownBefore] = useState(shown);
  if (shown !== shownBefore) {
    setShownBefore(shown);
    setText(actor?.name ?? '');
  }
  const [isOpen, setOpen] = useState(false);
  const found = useQuery({
    queryKey: queryKeys.adminAuditActors(text.trim()),
    queryFn: ({ signal }) =>
      api.get(`/api/admin/audit/actors?${new URLSearchParams({ name: text.trim() })}`, AuditActorListSchema, { signal }),
    enabled: isOpen && text !== actor?.name,
    placeholderData: keepPreviousData,
  });
  const actors = found.data?.actors ?? [];
  // Not while the answer is on its way: what is shown then is of the words before.
  const isNobody = text.trim() !== '' && found.isSuccess && !found.isPlaceholderData && actors.length === 0;
  const change = (next: string) => {
    const chosen = actors.find((candidate) => nameOf(candidate) === next);
    setText(chosen ? chosen.name : next);
    if (chosen) onChange(chosen);
    else if (next === '' && actor) onChange(null);
  };
  return (
    <Combobox
      label="Who"
      placeholder="Anybody"
      className="min-w-44 flex-1 max-sm:basis-full sm:max-w-72"
      value={text}
      suggestions={actors.map(nameOf)}
      {...(isNobody && { whenNone: 'Nobody of that name was found.' })}
      onOpenChange={(open) => {
        setOpen(open);
        // What was typed and not chosen is no filter: it does not stand there as if it were.
        if (!open) setText(actor?.name ?? '');
      }}
      onChange={change}
    />
  );
}
