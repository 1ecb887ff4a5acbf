import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { classNames } from './class-names.ts';

export interface SelectOption<T extends string> {
  value: T;
  label: string;
  isDisabled?: boolean;
}

export interface SelectProps<T extends string> {
  label: string;
  isLabelHidden?: boolean;
  value: T | undefined;
  options: readonly SelectOption<T>[];
  onChange: (value: T) => void;
  placeholder?: string;
  hint?: string;
  /** Says what is wrong and what is expected. */
  error?: string;
  size?: 'small' | 'medium';
  isDisabled?: boolean;
  className?: string;
}

/** The browser's own select: every keyboard, screen reader and touch screen knows it. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, isLabelHidden, value, options, onChange, placeholder, hint, error, size = 'medium', isDisabled, className } = props;
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-[13px] font-medium'}>
        {label}
      </label>
      <span className="relative inline-flex">
        <select
          id={id}
          value={value ?? ''}
          disabled={isDisabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className={classNames(
            'w-full cursor-pointer appearance-none truncate rounded-md border bg-surface-raised pr-8 enabled:hover:bg-surface-hover disabled:opacity-55',
            error ? 'border-danger' : 'border-border-strong',
            size === 'small' ? 'h-7 pl-2 text-[13px]' : 'h-9 pl-3',
          )}
        >
          {value === undefined && (
            <option value="" disabled>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.isDisabled} className="bg-surface-overlay text-text">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown size={14} aria-hidden className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2" />
      </span>
      {note && (
        <p id={`${id}-note`} className={classNames('m-0 text-[13px]', error ? 'text-danger' : 'text-muted')}>
          {note}
        </p>
      )}
    </div>
  );
}
