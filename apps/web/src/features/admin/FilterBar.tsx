import { Search, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, classNames, TextField, type TextFieldProps } from '../../ui/index.ts';

export interface FilterBarProps {
  label: string;
  isFiltered: boolean;
  onClear: () => void;
  className?: string;
  children: ReactNode;
}

/** What a list is filtered by, and the way back to all of it. */
export function FilterBar({ label, isFiltered, onClear, className, children }: FilterBarProps) {
  return (
    <search aria-label={label} className={classNames('mb-4 flex flex-wrap items-end gap-x-3 gap-y-2', className)}>
      {children}
      {isFiltered && (
        <Button variant="ghost" icon={<X size={16} aria-hidden />} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

/** What is chosen: in two columns on a telephone. */
export function FilterChoices({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-end gap-x-3 gap-y-2 max-sm:grid max-sm:w-full max-sm:grid-cols-2">{children}</div>;
}

export interface DayFieldProps extends Pick<TextFieldProps, 'label' | 'min' | 'max' | 'error' | 'className'> {
  /** YYYY-MM-DD, or nothing. */
  day: string;
  onChange: (day: string) => void;
}

/** A day that the list is asked for once it is whole: an unfinished one is no open end. */
export function DayField({ day, onChange, ...field }: DayFieldProps) {
  const [shown, setShown] = useState({ day, text: day, count: 0 });
  // Cleared or chosen elsewhere: a new field, because an unfinished day stays in the old one whatever its value is set to.
  if (day !== shown.day) setShown({ day, text: day, count: shown.count + 1 });
  return (
    <TextField
      {...field}
      key={shown.count}
      type="date"
      value={shown.text}
      onChange={({ target: { value, validity } }) => {
        setShown({ ...shown, text: value, ...(!validity.badInput && { day: value }) });
        if (!validity.badInput) onChange(value);
      }}
    />
  );
}

export interface SearchFieldProps extends Pick<TextFieldProps, 'label'> {
  words: string;
  onWords: (words: string) => void;
  maxLength?: number;
  className?: string;
}

/** What is typed. */
export function SearchField({ words, onWords, maxLength = 1000, className = 'max-sm:basis-full', ...field }: SearchFieldProps) {
  return (
    <TextField
      {...field}
      type="search"
      autoComplete="off"
      spellCheck={false}
      maxLength={maxLength}
      className={classNames('min-w-44 flex-1', className)}
      leading={<Search size={15} aria-hidden />}
      value={words}
      onChange={(event) => onWords(event.target.value)}
    />
  );
}
