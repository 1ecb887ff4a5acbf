import { type ReactNode, useId } from 'react';

/** A part of the security page, with its name and state. */
export function AccountPanel({ title, state, children }: { title: string; state?: ReactNode; children: ReactNode }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="rounded-xl border border-border bg-surface-raised">
      <header className="flex items-center gap-3 border-border border-b px-4 py-3">
        <h2 id={headingId} className="m-0 flex-1 text-base font-semibold">
          {title}
        </h2>
        {state}
      </header>
      {children}
    </section>
  );
}
