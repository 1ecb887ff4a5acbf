import type { SignInProblem } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Redirect, useLocation, useSearch } from 'wouter';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { FormError } from './FormError.tsx';
import { SignedOutLayout } from './SignedOutLayout.tsx';
import { SignInForm } from './SignInForm.tsx';
import { safePath } from './safe-path.ts';
import { startSession, useSession } from './use-session.ts';

/** Why single sign-on led back here. */
const PROBLEMS: [SignInProblem, string][] = [
  ['sso_failed', 'Single sign-on did not work. Try again; if it goes on, tell an administrator of your clinic.'],
  [
    'sso_no_user',
    'You are signed in at your provider, but your clinic has no user with that verified email here. Ask an administrator to invite you.',
  ],
];

export function SignInPage() {
  useDocumentTitle('Sign in');
  const queryClient = useQueryClient();
  const session = useSession();
  const [, navigate] = useLocation();
  const query = new URLSearchParams(useSearch());
  const next = safePath(query.get('next'));
  const problem = PROBLEMS.find(([name]) => name === query.get('problem'))?.[1];
  if (session.data?.kind === 'full') return <Redirect to={next} replace />;
  return (
    <SignedOutLayout title="Sign in" lead="To your clinic's reading room.">
      {problem && (
        <div className="mb-4">
          <FormError>{problem}</FormError>
        </div>
      )}
      <SignInForm onSignedIn={() => void startSession(queryClient).then(() => navigate(next, { replace: true }))} />
    </SignedOutLayout>
  );
}
