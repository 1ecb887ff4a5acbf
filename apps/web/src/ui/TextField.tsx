import { type InputHTMLAttributes, type ReactNode, type Ref, type SyntheticEvent, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { RequiredSign } from './RequiredSign.tsx';
import { unreadable } from './unreadable.ts';

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

/** A field of one line. An unfinished date or number is found once the focus leaves it, or when the form is sent (showUnreadable). */
export function TextField({ label, isLabelHidden, hint, error: found, leading, trailing, id, className, ...rest }: TextFieldProps) {
  const fallbackId = useId();
  const inputId = id ?? fallbackId;
  const noteId = `${inputId}-note`;
  const [unread, setUnread] = useState<string>();
  const look = (event: SyntheticEvent<HTMLInputElement>) => setUnread(unreadable(event.currentTarget));
  const error = unread ?? found;
  const note = error ?? hint;
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <div className={isLabelHidden ? 'sr-only' : 'flex items-baseline gap-2 text-[13px]'}>
        <label htmlFor={inputId} className="font-medium">
          {label}
        </label>
        {rest.required && !rest.readOnly && <RequiredSign />}
      </div>
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
          // What is said below it is scrolled into sight with it.
          className={classNames('min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted', note ? 'scroll-mb-12' : '')}
          {...rest}
          aria-required={rest.required}
          onInvalid={look}
          onBlur={(event) => {
            look(event);
            rest.onBlur?.(event);
          }}
          // While it is being finished; a date that is emptied part by part makes no input event.
          {...(unread !== undefined && { onInput: look, onKeyUp: look })}
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
