import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface PanelProps {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A raised surface with an optional heading row. */
export function Panel({ title, actions, children, className }: PanelProps) {
  return (
    <section className={classNames('flex flex-col overflow-hidden rounded-xl border border-border bg-surface-raised', className)}>
      {(title || actions) && (
        <header className="flex min-h-11 items-center gap-2 border-b border-border px-4 py-1.5">
          <h2 className="m-0 min-w-0 flex-1 truncate text-[13px] font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
