import type { ReactNode } from 'react';

/** A group of fields under a heading, in two columns where there is room. */
export function FormSection({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="rounded-xl border border-border bg-surface-raised p-5 max-sm:p-4">
      <h3 className="m-0 text-[15px] font-semibold">{title}</h3>
      {lead && <p className="m-0 text-[13px] text-muted">{lead}</p>}
      <div className="mt-4 grid grid-cols-2 gap-x-4 gap-y-4 max-sm:grid-cols-1 [&>*]:min-w-0">{children}</div>
    </section>
  );
}

/** Takes both columns. */
export const WIDE = 'col-span-2 max-sm:col-span-1';
