import { SingleSignOnUrlSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { api, describeError } from '../../api/index.ts';
import { Button } from '../../ui/index.ts';
import { FormError } from './FormError.tsx';

/** Goes to the provider of the clinic that this email belongs to. */
export function SingleSignOnButton({ email }: { email: string }) {
  const start = useMutation({
    mutationFn: () => api.post('/api/session/single-sign-on', { email: email.trim() }, SingleSignOnUrlSchema),
    onSuccess: ({ url }) => {
      if (url) window.location.assign(url);
    },
  });
  const isKnown = start.data === undefined || start.data.url !== null;
  return (
    <div className="flex flex-col gap-2">
      {start.error && <FormError>{describeError(start.error).message}</FormError>}
      {!isKnown && <FormError>No clinic here has single sign-on for this email. Sign in with your password.</FormError>}
      <Button
        icon={<KeyRound size={16} aria-hidden />}
        className="w-full"
        disabled={!email.includes('@')}
        isBusy={start.isPending}
        onClick={() => start.mutate()}
      >
        Single sign-on
      </Button>
      {!email.includes('@') && <p className="m-0 text-center text-[13px] text-muted">Enter your email first.</p>}
    </div>
  );
}
