import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { describeError } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { FormError } from './FormError.tsx';
import { PasswordField } from './PasswordField.tsx';

interface PasswordDialogProps {
  title: string;
  description?: string;
  action: string;
  isDanger?: boolean;
  onConfirm: (password: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the password before something that a stranger at an open screen must not do. */
export function PasswordDialog({ title, description, action, isDanger, onConfirm, onClose }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const formId = useId();
  const confirm = useMutation({ mutationFn: () => onConfirm(password), onError: () => setPassword('') });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== '') confirm.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="small"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant={isDanger ? 'danger' : 'primary'} isBusy={confirm.isPending}>
            {action}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {confirm.error && <FormError>{describeError(confirm.error).message}</FormError>}
        <PasswordField
          label="Your password"
          name="password"
          autoComplete="current-password"
          required
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
