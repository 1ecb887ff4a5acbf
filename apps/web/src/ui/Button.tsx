import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './Spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent-solid text-on-accent border-transparent enabled:hover:bg-accent-solid-hover',
  secondary: 'bg-surface-raised text-text border-border-strong enabled:hover:bg-surface-hover',
  ghost: 'bg-transparent text-text border-transparent enabled:hover:bg-surface-hover',
  danger: 'bg-danger-solid text-on-accent border-transparent enabled:hover:brightness-110',
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant;
  size?: 'small' | 'medium';
  icon?: ReactNode;
  /** Shows a spinner and refuses clicks while the action runs. */
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  isBusy = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors disabled:opacity-55',
        size === 'small' ? 'h-7 px-2.5 text-[13px]' : 'h-9 px-3.5',
        VARIANTS[variant],
        className,
      )}
      {...rest}
    >
      {isBusy ? <Spinner size={14} /> : icon}
      {children}
    </button>
  );
}
