import { type ReactNode, useId, useState } from 'react';
import { Button, Dialog, useLeaveGuard } from '../../ui/index.ts';
import { FormFailure } from './FormFailure.tsx';
import type { FieldErrors } from './form-errors.ts';
import { type FormRequest, useForm } from './use-form.ts';

export interface FormDialogProps extends Omit<FormRequest, 'onSent'> {
  title: string;
  description: string;
  action: string;
  width?: 'medium' | 'large';
  /** What is said where no answer came, if sending it twice makes two. */
  lost?: string;
  onClose: () => void;
  children: (errors: FieldErrors) => ReactNode;
}

/** A form in a dialog: checked before it is sent, and again by what the server says. It stays open, with every word, until the server has taken it; while that is awaited nobody can close it, because what was sent would be done all the same. */
export function FormDialog({ title, description, action, width, lost, schema, bodyOf, check, onSend, onClose, children }: FormDialogProps) {
  const formId = useId();
  const { errors, failure, isSending, submit } = useForm({ schema, bodyOf, check, onSend, onSent: onClose });
  const [untouched] = useState(() => JSON.stringify(bodyOf()));
  const guard = useLeaveGuard(JSON.stringify(bodyOf()) !== untouched);
  return (
    <Dialog
      isOpen
      // Escape and a click beside it are easily made; Cancel is meant.
      onClose={() => {
        if (!isSending) guard.ask(onClose);
      }}
      title={title}
      description={description}
      {...(width && { width })}
      footer={
        <>
          <Button isIdle={isSending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isSending}>
            {action}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4 pb-1">
        <FormFailure failure={failure} lost={lost} />
        {children(errors)}
      </form>
      {guard.dialog}
    </Dialog>
  );
}
