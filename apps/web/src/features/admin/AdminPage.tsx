import type { Session } from '@readroom/contract';
import { ArrowLeft, KeyRound, Lock, Mail, Users, Webhook } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { classNames, EmptyState } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { UserMenu } from '../session/index.ts';
import { mayAdminister } from './administers.ts';
import { KeysPanel } from './keys/KeysPanel.tsx';
import { InvitationsPanel } from './people/InvitationsPanel.tsx';
import { UsersPanel } from './people/UsersPanel.tsx';
import { WebhooksPanel } from './webhooks/WebhooksPanel.tsx';

const PANELS = [
  { path: '/admin/users', name: 'Users', Icon: Users, Panel: UsersPanel },
  { path: '/admin/invitations', name: 'Invitations', Icon: Mail, Panel: InvitationsPanel },
  { path: '/admin/keys', name: 'API keys', Icon: KeyRound, Panel: KeysPanel },
  { path: '/admin/webhooks', name: 'Webhook log', Icon: Webhook, Panel: WebhooksPanel },
];

/** What owners and admins do with their clinic. */
export function AdminPage({ session }: { session: Session }) {
  useDocumentTitle('Administration');
  return (
    <>
      <header className="flex h-13 shrink-0 items-center gap-3 border-b border-border bg-surface-raised px-4">
        <Link
          href="/"
          aria-label="Back to the worklist"
          className="flex size-9 items-center justify-center rounded-md text-text hover:bg-surface-hover"
        >
          <ArrowLeft size={18} aria-hidden />
        </Link>
        <h1 className="m-0 truncate text-base font-semibold">Administration</h1>
        <span className="truncate text-muted max-sm:hidden">{session.clinicName}</span>
        <span className="flex-1" />
        <UserMenu session={session} />
      </header>
      {mayAdminister(session) ? <Panels session={session} /> : <NotForMembers />}
    </>
  );
}

function Panels({ session }: { session: Session }) {
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <nav
        aria-label="Administration"
        className="flex shrink-0 gap-1 overflow-x-auto border-border bg-surface-raised p-2 max-md:border-b md:w-52 md:flex-col md:border-r"
      >
        {PANELS.map(({ path, name, Icon }) => (
          <PanelLink key={path} path={path} icon={<Icon size={16} aria-hidden />}>
            {name}
          </PanelLink>
        ))}
      </nav>
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-5xl p-6 max-md:p-4">
          <Switch>
            {PANELS.map(({ path, Panel }) => (
              <Route key={path} path={path}>
                <Panel session={session} />
              </Route>
            ))}
            <Route>
              <Redirect to="/admin/users" replace />
            </Route>
          </Switch>
        </div>
      </main>
    </div>
  );
}

function PanelLink({ path, icon, children }: { path: string; icon: ReactNode; children: ReactNode }) {
  const [current] = useLocation();
  return (
    <Link
      href={path}
      aria-current={current === path ? 'page' : undefined}
      className={classNames(
        'flex h-9 shrink-0 items-center gap-2.5 rounded-md px-3 text-text max-md:px-2 no-underline hover:bg-surface-hover',
        current === path && 'bg-surface-selected font-medium',
      )}
    >
      <span className="flex max-md:hidden">{icon}</span>
      {children}
    </Link>
  );
}

function NotForMembers() {
  return (
    <main className="flex-1">
      <EmptyState icon={<Lock size={22} aria-hidden />} title="Only owners and admins work here">
        Ask an owner or admin of your clinic for what you need, or to make you one.
      </EmptyState>
    </main>
  );
}
