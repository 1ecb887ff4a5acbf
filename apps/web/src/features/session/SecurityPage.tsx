import type { Session } from '@readroom/contract';
import { ArrowLeft } from 'lucide-react';
import { Link } from 'wouter';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { PasswordPanel } from './PasswordPanel.tsx';
import { SecondFactorPanel } from './SecondFactorPanel.tsx';
import { SessionsPanel } from './SessionsPanel.tsx';
import { UserMenu } from './UserMenu.tsx';

/** The signed-in user's own account: password, second factor and sessions. */
export function SecurityPage({ session }: { session: Session }) {
  useDocumentTitle('Security');
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <header className="flex items-center gap-3 border-border border-b bg-surface px-4 py-2">
        <Link href="/" className="inline-flex items-center gap-1.5">
          <ArrowLeft size={16} aria-hidden />
          Worklist
        </Link>
        <span className="flex-1" />
        <UserMenu session={session} />
      </header>
      <main className="mx-auto flex w-full max-w-2xl flex-col gap-6 p-6">
        <h1 className="m-0 text-xl font-semibold">Security</h1>
        <PasswordPanel />
        <SecondFactorPanel />
        <SessionsPanel />
      </main>
    </div>
  );
}
