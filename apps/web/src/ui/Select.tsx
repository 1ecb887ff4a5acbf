import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { useId } from 'react';
import { classNames } from './class-names.ts';

export interface SelectOption<T extends string> {
  /** Never empty: the primitive keeps the empty text for "nothing chosen". */
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
  size?: 'small' | 'medium';
  isDisabled?: boolean;
  className?: string;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, isLabelHidden, value, options, onChange, placeholder, size = 'medium', isDisabled, className } = props;
  const labelId = useId();
  const valueId = useId();
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <span id={labelId} className={isLabelHidden ? 'sr-only' : 'text-[13px] font-medium'}>
        {label}
      </span>
      <Primitive.Root value={value ?? ''} onValueChange={(next) => onChange(next as T)} disabled={isDisabled}>
        <Primitive.Trigger
          aria-labelledby={`${labelId} ${valueId}`}
          className={classNames(
            'inline-flex items-center justify-between gap-2 rounded-md border border-border-strong bg-surface-raised text-left enabled:hover:bg-surface-hover disabled:opacity-55',
            size === 'small' ? 'h-7 px-2 text-[13px]' : 'h-9 px-3',
          )}
        >
          <span id={valueId} className="truncate">
            <Primitive.Value placeholder={placeholder} />
          </span>
          <Primitive.Icon>
            <ChevronDown size={14} aria-hidden />
          </Primitive.Icon>
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            position="popper"
            sideOffset={4}
            className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border border-border bg-surface-overlay p-1 shadow-overlay"
          >
            <Primitive.Viewport>
              {options.map((option) => (
                <Primitive.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.isDisabled}
                  className="flex cursor-pointer items-center justify-between gap-4 rounded-md px-2 py-1.5 outline-none data-disabled:opacity-50 data-highlighted:bg-surface-hover"
                >
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  <Primitive.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </Primitive.ItemIndicator>
                </Primitive.Item>
              ))}
            </Primitive.Viewport>
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </div>
  );
}
