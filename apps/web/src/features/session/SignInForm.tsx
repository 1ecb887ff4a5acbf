import { SignInAnswerSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { ApiFailure, api, describeError, formatWait } from '../../api/index.ts';
import { Button, TextField } from '../../ui/index.ts';
import { FormError } from './FormError.tsx';
import { PasswordField } from './PasswordField.tsx';
import { RequiredEnrolment } from './RequiredEnrolment.tsx';
import { SecondFactorForm } from './SecondFactorForm.tsx';
import { SingleSignOnButton } from './SingleSignOnButton.tsx';
import { useCountdown } from './use-countdown.ts';

export function SignInForm({ onSignedIn, email: knownEmail }: { onSignedIn: () => void; email?: string }) {
  const [email, setEmail] = useState(knownEmail ?? '');
  const [password, setPassword] = useState('');
  const [step, setStep] = useState<'password' | 'code' | 'enrolment' | 'expired'>('password');
  const [wait, startWait] = useCountdown();
  const signIn = useMutation({
    mutationFn: () => api.post('/api/session', { email: email.trim(), password }, SignInAnswerSchema),
    onSuccess: ({ secondFactor }) => {
      if (secondFactor) setStep(secondFactor === 'enrolment' ? 'enrolment' : 'code');
      else onSignedIn();
    },
    onError: (error) => {
      setPassword('');
      if (error instanceof ApiFailure && error.status === 429) startWait(error.retryAfterSeconds ?? 60);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wait === 0 && !signIn.isPending) signIn.mutate();
  };
  const backToPassword = (why: 'password' | 'expired') => {
    setPassword('');
    setStep(why);
  };
  if (step === 'code') {
    return (
      <SecondFactorForm onSignedIn={onSignedIn} onExpired={() => backToPassword('expired')} onBack={() => backToPassword('password')} />
    );
  }
  if (step === 'enrolment') {
    return <RequiredEnrolment onSignedIn={onSignedIn} onBack={(isExpired) => backToPassword(isExpired ? 'expired' : 'password')} />;
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {step === 'expired' && !signIn.error && <FormError>Too much time has passed since the password. Enter it again.</FormError>}
      {wait > 0 ? (
        <FormError>
          Too many attempts. For the safety of the account, wait {formatWait(wait)} and then try again, or set a new password with
          “Forgotten your password?”.
        </FormError>
      ) : (
        signIn.error && <FormError>{signInMessage(signIn.error)}</FormError>
      )}
      <TextField
        label="Email"
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus={!knownEmail}
        readOnly={knownEmail !== undefined}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={knownEmail !== undefined}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" variant="primary" isBusy={signIn.isPending} disabled={wait > 0} className="mt-1 w-full">
        {wait > 0 ? `Wait ${formatWait(wait)}` : 'Sign in'}
      </Button>
      {!knownEmail && (
        <>
          <SingleSignOnButton key={email} email={email} />
          <Link href="/forgotten-password" className="text-center text-[13px]">
            Forgotten your password?
          </Link>
        </>
      )}
    </form>
  );
}

function signInMessage(error: unknown): string {
  if (error instanceof ApiFailure && error.code === 'invalid_sign_in') {
    return 'The email or the password is wrong. Check both. If you have forgotten the password, you can set a new one.';
  }
  return describeError(error).message;
}
