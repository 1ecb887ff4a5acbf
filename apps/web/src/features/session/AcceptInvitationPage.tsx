import {
  AcceptInvitationSchema,
  ActionSchema,
  type InvitationToAccept,
  InvitationToAcceptSchema,
  SignInAnswerSchema,
} from '@readroom/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiFailure, api, describeError } from '../../api/index.ts';
import { Button, Dialog, ErrorState, Spinner, TextField } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { FormError } from './FormError.tsx';
import { forgetLinkToken, takeLinkToken } from './link-token.ts';
import { PasswordField } from './PasswordField.tsx';
import { RequiredEnrolment } from './RequiredEnrolment.tsx';
import { SignedOutLayout } from './SignedOutLayout.tsx';
import { startSession } from './use-session.ts';

/** Where the link of an invitation leads: who invites to what, a password to accept with, or no. */
export function AcceptInvitationPage() {
  useDocumentTitle('Invitation');
  const [token, setToken] = useState(takeLinkToken);
  const [, navigate] = useLocation();
  useEffect(() => {
    // Another link pasted into this tab changes only the fragment.
    const takeAnother = () => setToken(takeLinkToken());
    window.addEventListener('hashchange', takeAnother);
    return () => window.removeEventListener('hashchange', takeAnother);
  }, []);
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.post('/api/session/invitation', { token }, InvitationToAcceptSchema),
    enabled: token !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === null || (invitation.error instanceof ApiFailure && invitation.error.code === 'link_not_valid')) {
    return (
      <SignedOutLayout title={token === null ? 'This page needs the link of an invitation' : 'This invitation is no longer open'}>
        <div className="flex flex-col gap-4" role={token === null ? undefined : 'alert'}>
          <p className="m-0 text-muted">
            {token === null
              ? 'Open it from your mail once more: the link leaves the address bar as soon as it is read.'
              : 'It was answered before, taken back, sent again with a newer link, or is older than 30 days. If you accepted it, sign in; otherwise ask whoever invited you for a new one.'}
          </p>
          <Button variant="primary" onClick={() => navigate('/sign-in')}>
            Go to sign-in
          </Button>
        </div>
      </SignedOutLayout>
    );
  }
  if (invitation.error) {
    return (
      <main className="flex-1">
        <ErrorState isPage title="The invitation could not be opened" error={invitation.error} onRetry={() => void invitation.refetch()} />
      </main>
    );
  }
  if (!invitation.data) {
    return (
      <SignedOutLayout title="Your invitation">
        <div className="flex justify-center py-4">
          <Spinner size={26} label="Opening your invitation" />
        </div>
      </SignedOutLayout>
    );
  }
  return <Invitation key={token} token={token} invitation={invitation.data} />;
}

function Invitation({ token, invitation }: { token: string; invitation: InvitationToAccept }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isEnrolling, setEnrolling] = useState(false);
  const [isRejecting, setRejecting] = useState(false);
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const enter = async () => {
    await startSession(queryClient);
    navigate('/', { replace: true });
  };
  const accept = useMutation({
    mutationFn: () => api.post('/api/session/invitation/accept', { token, password }, SignInAnswerSchema),
    onSuccess: async ({ secondFactor }) => {
      forgetLinkToken();
      if (secondFactor) setEnrolling(true);
      else await enter();
    },
  });
  const reject = useMutation({
    mutationFn: () => api.post('/api/session/invitation/reject', { token }, ActionSchema),
    onSuccess: () => forgetLinkToken(),
    onError: () => setRejecting(false),
  });
  if (isEnrolling) {
    return (
      <SignedOutLayout title="One more step">
        <RequiredEnrolment onSignedIn={() => void enter()} onBack={() => navigate('/sign-in', { replace: true })} />
      </SignedOutLayout>
    );
  }
  if (reject.isSuccess) {
    return (
      <SignedOutLayout title="You rejected the invitation">
        <p className="m-0 text-muted" role="status">
          {invitation.clinicName} sees that. You can close this page; ask for a new invitation if it was a mistake.
        </p>
      </SignedOutLayout>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isLongEnough = AcceptInvitationSchema.safeParse({ token, password }).success;
    setProblem(isLongEnough ? null : 'Enter at least 12 characters.');
    if (isLongEnough) accept.mutate();
  };
  const error = accept.error ?? reject.error;
  const { clinicName, inviterName, email, expiry } = invitation;
  return (
    <SignedOutLayout
      title={`Welcome, ${invitation.firstName}`}
      lead={
        <>
          {inviterName ?? 'You are'} {inviterName ? 'invites you' : 'invited'} to the reading room of <strong>{clinicName}</strong>. Choose
          a password to accept.
        </>
      }
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && <FormError>{describeError(error).message}</FormError>}
        <TextField label="Email" type="email" name="email" autoComplete="username" readOnly value={email} />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          hint="At least 12 characters."
          {...(problem ? { error: problem } : {})}
          required
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" variant="primary" isBusy={accept.isPending} disabled={reject.isPending} className="w-full">
          Accept and sign in
        </Button>
        {expiry && (
          <p className="m-0 text-center text-[13px] text-muted">
            Open until {new Date(expiry).toLocaleDateString(undefined, { dateStyle: 'long' })}.
          </p>
        )}
        <div className="flex flex-wrap items-center justify-between gap-2 border-border border-t pt-3 text-[13px] text-muted">
          Not for you?
          <Button variant="ghost" size="small" disabled={accept.isPending} onClick={() => setRejecting(true)}>
            Reject the invitation
          </Button>
        </div>
        <Dialog
          isOpen={isRejecting}
          onClose={() => setRejecting(false)}
          width="small"
          title="Reject the invitation?"
          description={`Its link stops working, and ${clinicName} sees that you said no. Only they can invite you again.`}
          footer={
            <>
              <Button onClick={() => setRejecting(false)}>Keep it</Button>
              <Button variant="danger" isBusy={reject.isPending} onClick={() => reject.mutate()}>
                Reject
              </Button>
            </>
          }
        />
      </form>
    </SignedOutLayout>
  );
}
