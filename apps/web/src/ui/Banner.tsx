import { Info, TriangleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface BannerProps {
  tone: 'info' | 'warning' | 'danger' | 'offline';
  children: ReactNode;
  actions?: ReactNode;
}

const TONES = {
  info: { style: 'bg-surface-selected text-text', Icon: Info },
  warning: { style: 'bg-warning-surface text-warning', Icon: TriangleAlert },
  danger: { style: 'bg-danger-surface text-danger', Icon: TriangleAlert },
  offline: { style: 'bg-warning-surface text-warning', Icon: WifiOff },
};

/** A full-width strip over the content; announced when it appears. */
export function Banner({ tone, children, actions }: BannerProps) {
  const { style, Icon } = TONES[tone];
  return (
    <div
      role={tone === 'danger' || tone === 'warning' ? 'alert' : 'status'}
      className={classNames('flex items-center gap-3 px-4 py-2', style)}
    >
      <Icon size={16} aria-hidden className="shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
      {actions}
    </div>
  );
}
