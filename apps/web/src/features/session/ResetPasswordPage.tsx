import { ActionSchema, ResetPasswordSchema } from '@readroom/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { api, describeError, queryKeys } from '../../api/index.ts';
import { Button } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { FormError } from './FormError.tsx';
import { forgetLinkToken, takeLinkToken } from './link-token.ts';
import { PasswordField } from './PasswordField.tsx';
import { SignedOutLayout } from './SignedOutLayout.tsx';

/** Where the mail of a forgotten password leads. */
export function ResetPasswordPage() {
  useDocumentTitle('New password');
  const [token] = useState(takeLinkToken);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const reset = useMutation({
    mutationFn: () => api.post('/api/session/password-reset/confirm', { token, password }, ActionSchema),
    onSuccess: () => {
      forgetLinkToken();
      // Every session of the user has ended, perhaps the one of this browser too.
      queryClient.removeQueries({ queryKey: queryKeys.session });
    },
  });
  if (reset.isSuccess || token === null) {
    return (
      <SignedOutLayout
        title={token === null ? 'This page needs the link of a mail' : 'Your password is changed'}
        lead={
          token === null
            ? 'Open it from your mail once more: the link leaves the address bar as soon as it is read.'
            : 'You are signed out everywhere. Sign in with the new password.'
        }
      >
        <Button variant="primary" className="w-full" onClick={() => navigate(token === null ? '/forgotten-password' : '/sign-in')}>
          {token === null ? 'Ask for a new link' : 'Go to sign-in'}
        </Button>
      </SignedOutLayout>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isLongEnough = ResetPasswordSchema.safeParse({ token, password }).success;
    setProblem(isLongEnough ? null : 'Enter at least 12 characters.');
    if (isLongEnough) reset.mutate();
  };
  return (
    <SignedOutLayout title="Set a new password" lead="You will be signed out everywhere.">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {reset.error && <FormError>{describeError(reset.error).message}</FormError>}
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          hint="At least 12 characters."
          {...(problem ? { error: problem } : {})}
          required
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" variant="primary" isBusy={reset.isPending} className="w-full">
          Set the password
        </Button>
      </form>
    </SignedOutLayout>
  );
}
