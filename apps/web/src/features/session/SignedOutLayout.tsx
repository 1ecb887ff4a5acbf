import type { ReactNode } from 'react';
import { Logo } from '../../ui/index.ts';
import { ThemeMenu } from './ThemeMenu.tsx';

/** The frame of every page that is shown without a session. */
export function SignedOutLayout({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <div className="relative flex min-h-0 flex-1 flex-col items-center overflow-y-auto px-4 py-10">
      <div className="absolute top-3 right-3">
        <ThemeMenu />
      </div>
      <main className="my-auto flex w-full max-w-sm flex-col">
        <Logo className="mb-8 self-center" size={34} />
        <div className="rounded-2xl border border-border bg-surface-raised p-6 shadow-overlay sm:p-8">
          <h1 className="m-0 mb-1 text-xl font-semibold">{title}</h1>
          {lead && <p className="m-0 mb-5 text-muted">{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
