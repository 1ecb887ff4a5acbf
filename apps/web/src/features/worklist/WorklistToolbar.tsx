import { ChevronDown, Search, SlidersHorizontal, X } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { Button, IconButton, Kbd, Menu, MenuCheckItem, MenuLabel, Select, TextField } from '../../ui/index.ts';
import { SEVERITY_LABELS, STATUS_LABELS } from '../study/index.ts';
import { isFiltered, type StatusFilter, type WorklistFilters } from './filters.ts';

export interface WorklistToolbarProps {
  filters: WorklistFilters;
  words: string;
  modalities: string[];
  /** The filters are behind a button. */
  isNarrow: boolean;
  searchRef: Ref<HTMLInputElement>;
  /** Null where the session has no user to assign to. */
  hasUser: boolean;
  onChange: (change: Partial<WorklistFilters>) => void;
  onWords: (words: string) => void;
  onClear: () => void;
  /** Enter searches for what was typed, Escape for nothing; the focus goes to the list. */
  onLeaveSearch: (words: string) => void;
}

const STATUS_OPTIONS: { value: StatusFilter; label: string }[] = [
  { value: 'open', label: 'To read' },
  { value: 'all', label: 'All' },
  { value: 'unassigned', label: STATUS_LABELS.unassigned },
  { value: 'assigned', label: STATUS_LABELS.assigned },
  { value: 'in_progress', label: STATUS_LABELS.in_progress },
  { value: 'addendum_active', label: STATUS_LABELS.addendum_active },
  { value: 'completed', label: STATUS_LABELS.completed },
];
const ASSIGNED_OPTIONS = [
  { value: 'anyone', label: 'Anyone' },
  { value: 'me', label: 'Me' },
  { value: 'none', label: 'Nobody' },
] as const;
const SEVERITIES = ['stat', 'high', 'normal'] as const;

export function WorklistToolbar(props: WorklistToolbarProps) {
  const { filters, words, isNarrow, searchRef, onWords, onClear, onLeaveSearch } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <search className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-border px-4 py-2.5" aria-label="Filter studies">
      <TextField
        ref={searchRef}
        label="Search studies"
        isLabelHidden
        placeholder="Patient, MRN, description"
        autoComplete="off"
        spellCheck={false}
        className="w-64 max-sm:w-full"
        leading={<Search size={15} aria-hidden />}
        trailing={
          words === '' ? (
            !isNarrow && <Kbd>/</Kbd>
          ) : (
            <IconButton
              label="Clear search"
              size="small"
              className="-mr-2"
              icon={<X size={14} aria-hidden />}
              onClick={() => onWords('')}
            />
          )
        }
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeaveSearch('');
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            onLeaveSearch(words);
          }
        }}
      />
      {isNarrow && (
        <Button size="small" icon={<SlidersHorizontal size={14} aria-hidden />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Filters
        </Button>
      )}
      {(!isNarrow || isOpen) && <FilterFields {...props} />}
      {isFiltered(filters, words) && (
        <Button size="small" variant="ghost" icon={<X size={14} aria-hidden />} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

function FilterFields({ filters, modalities, hasUser, onChange }: WorklistToolbarProps) {
  const shownModalities = [...new Set([...modalities, ...filters.modality])].sort();
  return (
    <>
      <Labelled label="Status">
        <Select
          label="Status"
          isLabelHidden
          size="small"
          value={filters.status}
          options={STATUS_OPTIONS}
          onChange={(status) => onChange({ status })}
        />
      </Labelled>
      <Labelled label="Assigned">
        <Select
          label="Assigned to"
          isLabelHidden
          size="small"
          value={filters.assigned}
          options={hasUser ? ASSIGNED_OPTIONS : ASSIGNED_OPTIONS.filter((option) => option.value !== 'me')}
          onChange={(assigned) => onChange({ assigned })}
        />
      </Labelled>
      <SeveralMenu
        label="Priority"
        values={SEVERITIES}
        chosen={filters.severity}
        nameOf={(value) => SEVERITY_LABELS[value]}
        onChange={(severity) => onChange({ severity })}
      />
      <SeveralMenu label="Modality" values={shownModalities} chosen={filters.modality} onChange={(modality) => onChange({ modality })} />
      <label className="flex h-7 cursor-pointer items-center gap-2 text-[13px]">
        <input
          type="checkbox"
          className="size-4 accent-accent-solid"
          checked={filters.cancelled}
          onChange={(event) => onChange({ cancelled: event.target.checked })}
        />
        Cancelled only
      </label>
    </>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden className="text-[13px] text-muted">
        {label}
      </span>
      {children}
    </div>
  );
}

interface SeveralMenuProps<T extends string> {
  label: string;
  values: readonly T[];
  chosen: T[];
  nameOf?: (value: T) => string;
  onChange: (chosen: T[]) => void;
}

function SeveralMenu<T extends string>({ label, values, chosen, nameOf = (value) => value, onChange }: SeveralMenuProps<T>) {
  const summary = chosen.length === 0 ? 'Any' : chosen.map(nameOf).join(', ');
  return (
    <Labelled label={label}>
      <Menu
        align="start"
        trigger={
          <Button size="small" className="font-normal" aria-label={`${label}: ${summary}`}>
            <span className="max-w-32 truncate">{summary}</span>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
      >
        {values.length === 0 && <MenuLabel>No study has one yet</MenuLabel>}
        {values.map((value) => (
          <MenuCheckItem
            key={value}
            keepsOpen
            isChecked={chosen.includes(value)}
            onChange={(isChecked) => onChange(isChecked ? [...chosen, value] : chosen.filter((item) => item !== value))}
          >
            {nameOf(value)}
          </MenuCheckItem>
        ))}
      </Menu>
    </Labelled>
  );
}
