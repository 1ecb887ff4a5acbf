import type { Session } from '@readroom/contract';
import type { ReactNode } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { ErrorState, LoadingPage } from '../../ui/index.ts';
import { useSession } from './use-session.ts';

/** Shows its content to whoever is signed in; others go to the sign-in and come back. */
export function SessionGate({ children }: { children: (session: Session) => ReactNode }) {
  const session = useSession();
  const [path] = useLocation();
  const search = useSearch();
  if (session.isPending) return <LoadingPage />;
  if (session.isError) {
    return (
      <main className="flex-1">
        <ErrorState isPage title="The reading room could not be opened" error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!session.data)
    return <Redirect to={path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(search ? `${path}?${search}` : path)}`} replace />;
  return children(session.data);
}
