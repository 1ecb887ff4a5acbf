import { ActionSchema, NewPasswordSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { api, describeError } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { FormError } from './FormError.tsx';
import { PasswordField } from './PasswordField.tsx';

/** The current password, and the one in its place. */
export function ChangePasswordDialog({ onChanged, onClose }: { onChanged: () => void; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [problem, setProblem] = useState<'current' | 'new' | null>(null);
  const formId = useId();
  const change = useMutation({
    mutationFn: () => api.post('/api/password', { password, newPassword }, ActionSchema),
    onSuccess: onChanged,
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    const wrong = password === '' ? 'current' : NewPasswordSchema.safeParse(newPassword).success ? null : 'new';
    setProblem(wrong);
    if (wrong === null) change.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="small"
      title="Change password"
      description="You are signed out everywhere but here, and told by mail."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={change.isPending}>
            Change password
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4 pb-1">
        {change.error && <FormError>{describeError(change.error).message}</FormError>}
        <PasswordField
          label="Current password"
          name="current-password"
          autoComplete="current-password"
          {...(problem === 'current' && { error: 'Enter the password that you sign in with now.' })}
          required
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <PasswordField
          label="New password"
          name="new-password"
          autoComplete="new-password"
          hint="At least 12 characters."
          {...(problem === 'new' && { error: 'Enter at least 12 characters.' })}
          required
          value={newPassword}
          onChange={(event) => setNewPassword(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
