import { useQueryClient } from '@tanstack/react-query';
import { Redirect, useLocation, useSearch } from 'wouter';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { SignedOutLayout } from './SignedOutLayout.tsx';
import { SignInForm } from './SignInForm.tsx';
import { safePath } from './safe-path.ts';
import { startSession, useSession } from './use-session.ts';

export function SignInPage() {
  useDocumentTitle('Sign in');
  const queryClient = useQueryClient();
  const session = useSession();
  const [, navigate] = useLocation();
  const next = safePath(new URLSearchParams(useSearch()).get('next'));
  if (session.data?.kind === 'full') return <Redirect to={next} replace />;
  return (
    <SignedOutLayout title="Sign in" lead="To your clinic's reading room.">
      <SignInForm onSignedIn={() => void startSession(queryClient).then(() => navigate(next, { replace: true }))} />
    </SignedOutLayout>
  );
}
