import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './Spinner.tsx';
import { useAction } from './use-action.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent-solid text-on-accent border-transparent enabled:not-aria-disabled:hover:bg-accent-solid-hover',
  secondary: 'bg-surface-raised text-text border-border-strong enabled:not-aria-disabled:hover:bg-surface-hover',
  ghost: 'bg-transparent text-text border-transparent enabled:not-aria-disabled:hover:bg-surface-hover',
  danger: 'bg-danger-solid text-on-accent border-transparent enabled:not-aria-disabled:hover:brightness-110',
};

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'aria-disabled'> {
  variant?: ButtonVariant;
  size?: 'small' | 'medium';
  icon?: ReactNode;
  /** Shows a spinner and refuses clicks while the action runs. */
  isBusy?: boolean;
  /** Refuses clicks and keeps the focus, which `disabled` lets go of: for a button that is used, and then has nothing more to do. */
  isIdle?: boolean;
  /** Where it gives a promise, the button is busy from the click on until that settles. */
  onClick?: (event: MouseEvent<HTMLButtonElement>) => unknown;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  isBusy = false,
  isIdle = false,
  onClick,
  className,
  children,
  ...rest
}: ButtonProps) {
  const action = useAction((event: MouseEvent<HTMLButtonElement>) => onClick?.(event));
  const isWaiting = isBusy || action.isRunning;
  const isRefusing = isWaiting || isIdle;
  return (
    <button
      type="button"
      // Not `disabled`: whoever works by keyboard would find themselves at the top of the page.
      aria-disabled={isRefusing || undefined}
      aria-busy={isWaiting || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors disabled:opacity-55 aria-disabled:cursor-default aria-disabled:opacity-55',
        size === 'small' ? 'h-7 px-2.5 text-[13px]' : 'h-9 px-3.5',
        VARIANTS[variant],
        className,
      )}
      onClick={(event) => {
        // A form is not sent by it either.
        if (isRefusing) event.preventDefault();
        else action.run(event);
      }}
      {...rest}
    >
      {isWaiting ? <Spinner size={14} /> : icon}
      {children}
    </button>
  );
}
