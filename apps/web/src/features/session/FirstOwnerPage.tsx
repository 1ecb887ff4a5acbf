import { ActionSchema, FirstOwnerSchema } from '@readroom/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiFailure, api, describeError } from '../../api/index.ts';
import { Button, TextField } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { FormError } from './FormError.tsx';
import { forgetLinkToken, takeLinkToken } from './link-token.ts';
import { SignedOutLayout } from './SignedOutLayout.tsx';
import { startSession } from './use-session.ts';

const EMPTY = { clinicName: '', firstName: '', lastName: '', email: '', password: '' };
type Fields = typeof EMPTY;

const EXPECTED: Record<string, string> = {
  clinicName: 'Enter the name of the clinic, at most 200 characters.',
  firstName: 'Enter the first name.',
  lastName: 'Enter the last name.',
  email: 'Enter an address like name@clinic.example.',
  password: 'Enter at least 12 characters.',
};

/** The first thing in an empty installation: the clinic and the person who owns it. */
export function FirstOwnerPage() {
  useDocumentTitle('Set up');
  const [token] = useState(takeLinkToken);
  const [fields, setFields] = useState(EMPTY);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const create = useMutation({
    mutationFn: () => api.post('/api/session/first-owner', { token, ...fields }, ActionSchema),
    onSuccess: async () => {
      forgetLinkToken();
      await startSession(queryClient);
      navigate('/', { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiFailure)
        setErrors(Object.fromEntries(error.issues.map(({ path, message }) => [path, EXPECTED[path] ?? message])));
    },
  });

  if (!token) {
    return (
      <SignedOutLayout
        title="Open the set-up link again"
        lead="This page needs the link that the program printed when it started. Open it again; it stays valid until the first owner exists."
      >
        <Button variant="primary" className="w-full" onClick={() => navigate('/sign-in')}>
          Go to sign-in
        </Button>
      </SignedOutLayout>
    );
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const parsed = FirstOwnerSchema.safeParse({ token, ...fields });
    if (parsed.success) {
      setErrors({});
      create.mutate();
      return;
    }
    const wrong = parsed.error.issues.map((issue) => issue.path.join('.'));
    setErrors(Object.fromEntries(wrong.map((name) => [name, EXPECTED[name]])));
    const [first] = wrong;
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  const field = (name: keyof Fields) => ({
    name,
    required: true,
    value: fields[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => setFields({ ...fields, [name]: event.target.value }),
  });
  return (
    <SignedOutLayout title="Set up your reading room" lead="Name the clinic and create its owner, who adds the others.">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {create.error && !Object.keys(errors).some((name) => name in EMPTY) && <FormError>{describeError(create.error).message}</FormError>}
        <TextField label="Clinic name" autoComplete="organization" autoFocus {...field('clinicName')} />
        <div className="grid grid-cols-2 gap-3">
          <TextField label="First name" autoComplete="given-name" {...field('firstName')} />
          <TextField label="Last name" autoComplete="family-name" {...field('lastName')} />
        </div>
        <TextField label="Email" type="email" autoComplete="username" {...field('email')} />
        <TextField label="Password" type="password" autoComplete="new-password" hint="At least 12 characters." {...field('password')} />
        <Button type="submit" variant="primary" isBusy={create.isPending} className="mt-1 w-full">
          Create the clinic
        </Button>
      </form>
    </SignedOutLayout>
  );
}
