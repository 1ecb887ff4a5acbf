import { type Enrolment, RecoveryCodesSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, describeError } from '../../api/index.ts';
import { Button, TextField } from '../../ui/index.ts';
import { FormError } from './FormError.tsx';
import { QrCode } from './QrCode.tsx';

interface EnrolmentFormProps {
  enrolment: Enrolment;
  /** Where the first code is sent. */
  confirmPath: string;
  onConfirmed: (recoveryCodes: string[]) => void;
  onCancel: () => void;
}

/** The QR code to scan, and the first code of the authenticator to show that it was. */
export function EnrolmentForm({ enrolment, confirmPath, onConfirmed, onCancel }: EnrolmentFormProps) {
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => api.post(confirmPath, { code }, RecoveryCodesSchema),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') confirm.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="m-0">Scan this with your authenticator app, then enter the code that it shows.</p>
      <QrCode text={enrolment.uri} label="QR code for your authenticator app; its content is the secret below" />
      <p className="m-0 text-[13px] text-muted">
        Or type the secret: <code className="font-mono break-all text-text select-all">{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      {confirm.error && <FormError>{describeError(confirm.error).message}</FormError>}
      <TextField
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        autoFocus
        className="max-w-48"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <div className="flex gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={confirm.isPending}>
          Confirm
        </Button>
      </div>
    </form>
  );
}
