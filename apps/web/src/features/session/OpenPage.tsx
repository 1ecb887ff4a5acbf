import { useQueryClient } from '@tanstack/react-query';
import { LinkIcon } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button, Spinner } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { forgetLinkToken, takeLinkToken } from './link-token.ts';
import { isLinkGone, openLink, whyNotOpened } from './open-link.ts';
import { SignedOutLayout } from './SignedOutLayout.tsx';
import { safePath } from './safe-path.ts';
import { startSession } from './use-session.ts';

/** Where every one-time link lands: redeems the token and goes on, or says what to do when it cannot. */
export function OpenPage() {
  useDocumentTitle('Opening');
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const [token, setToken] = useState(takeLinkToken);
  const [error, setError] = useState<unknown>(null);

  const redeem = useCallback(
    async (value: string) => {
      setError(null);
      try {
        const link = await openLink(value);
        if (link.purpose !== 'first_owner') {
          forgetLinkToken();
          await startSession(queryClient);
        }
        navigate(link.purpose === 'first_owner' ? '/first-owner' : safePath(link.goTo), { replace: true });
      } catch (failure) {
        setError(failure);
      }
    },
    [navigate, queryClient],
  );

  useEffect(() => {
    if (token) void redeem(token);
  }, [token, redeem]);

  useEffect(() => {
    // Another link pasted into this tab changes only the fragment.
    const takeAnother = () => setToken(takeLinkToken());
    window.addEventListener('hashchange', takeAnother);
    return () => window.removeEventListener('hashchange', takeAnother);
  }, []);

  if (token && !error) {
    return (
      <SignedOutLayout title="Opening…" lead="Checking your link.">
        <div className="flex justify-center py-4">
          <Spinner size={26} label="Checking your link" />
        </div>
      </SignedOutLayout>
    );
  }
  return !token || isLinkGone(error) ? (
    <LinkNotValid wasMissing={!token} />
  ) : (
    <LinkNotOpened error={error} onRetry={() => token && void redeem(token)} />
  );
}

function LinkNotValid({ wasMissing }: { wasMissing: boolean }) {
  return (
    <SignedOutLayout title={wasMissing ? 'This address needs a link' : 'This link no longer works'}>
      <div className="flex flex-col gap-4" role={wasMissing ? undefined : 'alert'}>
        <p className="m-0 flex items-start gap-2 text-muted">
          <LinkIcon size={16} aria-hidden className="mt-1 shrink-0" />
          <span>
            {wasMissing
              ? 'Links into the reading room work once and are then removed from the address bar.'
              : 'It was opened before, or it is older than it may be. Links into the reading room work once and only for a short time, so that nobody else can use them.'}
          </span>
        </p>
        <div>
          <h2 className="m-0 mb-1 text-sm font-semibold">What to do</h2>
          <ul className="m-0 flex flex-col gap-1 pl-5 text-muted">
            <li>Open the study again from the system that brought you here: it makes a new link.</li>
            <li>If the link came from the start of the program, start it again, or sign in with your password.</li>
          </ul>
        </div>
        <Link href="/" asChild>
          <a
            className="inline-flex h-9 items-center justify-center rounded-md bg-accent-solid px-3.5 font-medium text-on-accent no-underline hover:bg-accent-solid-hover"
            href="/"
          >
            Go to sign-in
          </a>
        </Link>
      </div>
    </SignedOutLayout>
  );
}

function LinkNotOpened({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <SignedOutLayout title="The link could not be opened">
      <div role="alert" className="flex flex-col gap-4">
        <p className="m-0 text-muted">{whyNotOpened(error)}</p>
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </SignedOutLayout>
  );
}
