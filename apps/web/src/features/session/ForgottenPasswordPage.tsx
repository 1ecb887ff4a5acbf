import { ActionSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { api, describeError } from '../../api/index.ts';
import { Button, TextField } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { FormError } from './FormError.tsx';
import { SignedOutLayout } from './SignedOutLayout.tsx';

/** Asks for the mail with the link to a new password. Says the same whether there is such an account or not. */
export function ForgottenPasswordPage() {
  useDocumentTitle('Forgotten password');
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => api.post('/api/session/password-reset', { email: email.trim() }, ActionSchema) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() !== '') ask.mutate();
  };
  const back = (
    <Link href="/sign-in" className="text-center text-[13px]">
      Back to sign-in
    </Link>
  );
  if (ask.isSuccess) {
    return (
      <SignedOutLayout title="Look into your mail">
        <div className="flex flex-col gap-4">
          <p className="m-0 text-muted" role="status">
            If there is an account with this email, a mail with a link is on its way. The link works for an hour. Nothing there? Look into
            the spam folder, or ask an administrator of your clinic.
          </p>
          {back}
        </div>
      </SignedOutLayout>
    );
  }
  return (
    <SignedOutLayout title="Forgotten your password?" lead="We mail you a link to set a new one.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        {ask.error && <FormError>{describeError(ask.error).message}</FormError>}
        <TextField
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button type="submit" variant="primary" isBusy={ask.isPending} className="w-full">
          Send the link
        </Button>
        {back}
      </form>
    </SignedOutLayout>
  );
}
