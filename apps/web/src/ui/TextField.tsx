import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.ts';

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Keeps the label for screen readers only. */
  isLabelHidden?: boolean;
  hint?: ReactNode;
  /** Says what is wrong and what is expected. */
  error?: string;
  leading?: ReactNode;
  trailing?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, isLabelHidden, hint, error, leading, trailing, id, className, ...rest }: TextFieldProps) {
  const fallbackId = useId();
  const inputId = id ?? fallbackId;
  const noteId = `${inputId}-note`;
  const note = error ?? hint;
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <label htmlFor={inputId} className={isLabelHidden ? 'sr-only' : 'text-[13px] font-medium'}>
        {label}
      </label>
      <div
        className={classNames(
          'flex h-9 items-center gap-2 rounded-md border bg-surface-raised px-3 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
          error ? 'border-danger' : 'border-border-strong',
        )}
      >
        {leading && <span className="flex text-muted">{leading}</span>}
        <input
          id={inputId}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? noteId : undefined}
          className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted"
          {...rest}
        />
        {trailing}
      </div>
      {note && (
        <p id={noteId} className={classNames('m-0 text-[13px]', error ? 'text-danger' : 'text-muted')}>
          {note}
        </p>
      )}
    </div>
  );
}
