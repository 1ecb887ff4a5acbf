import { Progress as Primitive } from 'radix-ui';
import { classNames } from './class-names.ts';

export interface ProgressBarProps {
  /** What is progressing, for screen readers. */
  label: string;
  /** 0 to 1, or null while the end is unknown. */
  value: number | null;
  tone?: 'accent' | 'success' | 'danger';
  className?: string;
}

const TONES = { accent: 'bg-accent', success: 'bg-success', danger: 'bg-danger' };

export function ProgressBar({ label, value, tone = 'accent', className }: ProgressBarProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Primitive.Root
      value={percent}
      max={100}
      aria-label={label}
      className={classNames('h-1.5 w-full overflow-hidden rounded-full bg-surface-hover', className)}
    >
      <Primitive.Indicator
        className={classNames('h-full rounded-full transition-[width]', TONES[tone], percent === null && 'animate-pulse')}
        style={{ width: `${percent ?? 100}%` }}
      />
    </Primitive.Root>
  );
}
