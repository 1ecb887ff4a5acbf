import { type KeyboardEvent, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { TextField, type TextFieldProps } from './TextField.tsx';

export interface ComboboxProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'ref' | 'list'> {
  value: string;
  onChange: (value: string) => void;
  /** What may be meant by what is written; the field takes any other text too. */
  suggestions: readonly string[];
  /** Said in the list's place where there is nothing to suggest: for a field that takes only what it suggests. Left out while suggestions are awaited. */
  whenNone?: string;
  /** Whether somebody is in the field: suggestions are needed only then. */
  onOpenChange?: (isOpen: boolean) => void;
}

/** A text field that suggests (ARIA combobox with a listbox): arrow keys choose, Enter takes, Escape closes and leaves the text as it is. */
export function Combobox({ value, onChange, suggestions, whenNone, onOpenChange, className, ...field }: ComboboxProps) {
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const shown = isOpen ? suggestions.filter((suggestion) => suggestion !== value) : [];
  const none = isOpen && suggestions.length === 0 ? whenNone : undefined;
  const current = active < shown.length ? active : -1;
  const open = (next: boolean) => {
    setOpen(next);
    setActive(-1);
    onOpenChange?.(next);
  };
  const take = (suggestion: string) => {
    onChange(suggestion);
    open(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = shown[current];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) open(true);
      else if (shown.length > 0)
        setActive(event.key === 'ArrowDown' ? (current + 1) % shown.length : (current <= 0 ? shown.length : current) - 1);
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape') open(false);
  };
  return (
    <div className={classNames('relative', className)}>
      <TextField
        {...field}
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-activedescendant={current >= 0 ? `${listId}-${current}` : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          if (!isOpen) open(true);
          setActive(-1);
        }}
        onFocus={() => open(true)}
        onBlur={() => open(false)}
        onKeyDown={onKeyDown}
      />
      <div
        className={classNames(
          'absolute inset-x-0 top-[calc(100%+4px)] z-30 max-h-72 overflow-y-auto rounded-lg border border-border bg-surface-overlay p-1 shadow-overlay',
          shown.length === 0 && none === undefined && 'hidden',
        )}
      >
        <p role="status" className={classNames('m-0 px-2 py-1.5 text-muted', none === undefined && 'hidden')}>
          {none}
        </p>
        <div role="listbox" id={listId} aria-label="Suggestions" className={shown.length === 0 ? 'hidden' : undefined}>
          {shown.map((suggestion, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option (aria-activedescendant)
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            <div
              key={suggestion}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === current}
              className={classNames('cursor-pointer truncate rounded-md px-2 py-1.5', index === current && 'bg-surface-hover')}
              onPointerEnter={() => setActive(index)}
              // Before the field would lose the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
            >
              {suggestion}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
