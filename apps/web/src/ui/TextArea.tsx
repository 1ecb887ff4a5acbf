import { type TextareaHTMLAttributes, useId } from 'react';
import { classNames } from './class-names.ts';
import { RequiredSign } from './RequiredSign.tsx';

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: string;
  /** Says what is wrong and what is expected. */
  error?: string;
}

/** Several lines of text; grows with what is written. */
export function TextArea({ label, hint, error, className, rows = 3, ...rest }: TextAreaProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline gap-2 text-[13px]">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {rest.required && <RequiredSign />}
      </div>
      <textarea
        id={id}
        rows={rows}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={classNames(
          'field-sizing-content max-h-96 min-h-20 w-full resize-y rounded-md border bg-surface-raised px-3 py-2 placeholder:text-muted focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-focus',
          error ? 'border-danger' : 'border-border-strong',
          note && 'scroll-mb-12',
        )}
        {...rest}
        aria-required={rest.required}
      />
      {note && (
        <p id={`${id}-note`} className={classNames('m-0 text-[13px]', error ? 'text-danger' : 'text-muted')}>
          {note}
        </p>
      )}
    </div>
  );
}
