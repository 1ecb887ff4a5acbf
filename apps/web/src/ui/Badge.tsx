import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type BadgeTone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'stat' | 'high';

const TONES: Record<BadgeTone, string> = {
  neutral: 'border-border bg-surface-hover text-text',
  accent: 'border-transparent bg-surface-selected text-accent',
  success: 'border-transparent bg-success-surface text-success',
  warning: 'border-transparent bg-warning-surface text-warning',
  danger: 'border-transparent bg-danger-surface text-danger',
  stat: 'border-transparent bg-stat-solid text-on-accent',
  high: 'border-transparent bg-high-surface text-high',
};

export function Badge({ tone = 'neutral', icon, children }: { tone?: BadgeTone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5.5 shrink-0 items-center gap-1 rounded-full border px-2 text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
