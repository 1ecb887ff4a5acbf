import { ActionSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiFailure, api, describeError, formatWait } from '../../api/index.ts';
import { Button, TextField } from '../../ui/index.ts';
import { FormError } from './FormError.tsx';
import { useCountdown } from './use-countdown.ts';

/** The step after the password, for those who have a second factor. `onExpired`: the password is too long ago. */
export function SecondFactorForm({ onSignedIn, onExpired, onBack }: { onSignedIn: () => void; onExpired: () => void; onBack: () => void }) {
  const [code, setCode] = useState('');
  const [isRecovery, setRecovery] = useState(false);
  const [wait, startWait] = useCountdown();
  const send = useMutation({
    mutationFn: () => api.post('/api/session/second-factor', { code }, ActionSchema),
    onSuccess: () => onSignedIn(),
    onError: (error) => {
      setCode('');
      if (!(error instanceof ApiFailure)) return;
      if (error.code === 'second_factor_expired') onExpired();
      if (error.status === 429) startWait(error.retryAfterSeconds ?? 60);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wait === 0 && !send.isPending && code.trim() !== '') send.mutate();
  };
  const switchKind = () => {
    setRecovery(!isRecovery);
    setCode('');
    send.reset();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {wait > 0 ? (
        <FormError>Too many wrong codes. Wait {formatWait(wait)}, or set a new password to try again at once.</FormError>
      ) : (
        send.error && <FormError>{describeError(send.error).message}</FormError>
      )}
      <TextField
        key={isRecovery ? 'recovery' : 'code'}
        label={isRecovery ? 'Recovery code' : 'Code of your authenticator'}
        hint={
          isRecovery ? 'One of the ten that you kept when you turned the second factor on.' : 'Six digits. They change every 30 seconds.'
        }
        name="code"
        autoComplete="one-time-code"
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="submit" variant="primary" isBusy={send.isPending} disabled={wait > 0} className="w-full">
        {wait > 0 ? `Wait ${formatWait(wait)}` : 'Sign in'}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" size="small" onClick={onBack}>
          Back
        </Button>
        <Button variant="ghost" size="small" onClick={switchKind}>
          {isRecovery ? 'Use the authenticator' : 'Use a recovery code'}
        </Button>
      </div>
    </form>
  );
}
