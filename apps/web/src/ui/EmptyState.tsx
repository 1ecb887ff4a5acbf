import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What to do next. */
  children?: ReactNode;
  actions?: ReactNode;
  /** It is the whole page: its title is the page's heading. */
  isPage?: boolean;
}

export function EmptyState({ icon, title, children, actions, isPage }: EmptyStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="flex h-full min-h-40 flex-col items-center justify-center gap-3 p-6 text-center">
      {icon && <span className="flex size-12 items-center justify-center rounded-full bg-surface-hover text-muted">{icon}</span>}
      <Heading className="m-0 text-base font-semibold">{title}</Heading>
      {children && <div className="max-w-md text-muted">{children}</div>}
      {actions && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
