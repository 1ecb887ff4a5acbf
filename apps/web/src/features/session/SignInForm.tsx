import { ActionSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ApiFailure, api, describeError, formatWait } from '../../api/index.ts';
import { Button, IconButton, TextField } from '../../ui/index.ts';
import { FormError } from './FormError.tsx';
import { useCountdown } from './use-countdown.ts';

export function SignInForm({ onSignedIn, email: knownEmail }: { onSignedIn: () => void; email?: string }) {
  const [email, setEmail] = useState(knownEmail ?? '');
  const [password, setPassword] = useState('');
  const [isShown, setShown] = useState(false);
  const [wait, startWait] = useCountdown();
  const signIn = useMutation({
    mutationFn: () => api.post('/api/session', { email: email.trim(), password }, ActionSchema),
    onSuccess: () => onSignedIn(),
    onError: (error) => {
      setPassword('');
      if (error instanceof ApiFailure && error.status === 429) startWait(error.retryAfterSeconds ?? 60);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wait === 0 && !signIn.isPending) signIn.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {wait > 0 ? (
        <FormError>Too many attempts. For the safety of the account, wait {formatWait(wait)} and then try again.</FormError>
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
      <TextField
        label="Password"
        type={isShown ? 'text' : 'password'}
        name="password"
        autoComplete="current-password"
        required
        autoFocus={knownEmail !== undefined}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        trailing={
          <IconButton
            label={isShown ? 'Hide password' : 'Show password'}
            size="small"
            className="-mr-2"
            onClick={() => setShown(!isShown)}
            icon={isShown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
          />
        }
      />
      <Button type="submit" variant="primary" isBusy={signIn.isPending} disabled={wait > 0} className="mt-1 w-full">
        {wait > 0 ? `Wait ${formatWait(wait)}` : 'Sign in'}
      </Button>
    </form>
  );
}

function signInMessage(error: unknown): string {
  if (error instanceof ApiFailure && error.code === 'invalid_sign_in') {
    return 'The email or the password is wrong. Check both; if you do not remember the password, ask an administrator of your clinic.';
  }
  return describeError(error).message;
}
