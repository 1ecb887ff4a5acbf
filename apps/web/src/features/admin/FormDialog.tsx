import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { z } from 'zod';
import { describeError } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { checkForm, type FieldErrors, fieldErrors, focusFirstError } from './form-errors.ts';

export interface FormDialogProps {
  title: string;
  description: string;
  action: string;
  width?: 'medium' | 'large';
  /** Of the operation that the body is sent to. */
  schema: z.ZodType;
  bodyOf: () => Record<string, unknown>;
  /** Settles once the server has answered. */
  onSend: (body: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
  children: (errors: FieldErrors) => ReactNode;
}

/** A form in a dialog: checked before it is sent, and again by what the server says. It stays open, with every word, until the server has taken it. */
export function FormDialog({ title, description, action, width, schema, bodyOf, onSend, onClose, children }: FormDialogProps) {
  const formId = useId();
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = bodyOf();
    let wrong = checkForm(schema, body);
    setFailure(null);
    if (Object.keys(wrong).length === 0) {
      setSending(true);
      try {
        await onSend(body);
        onClose();
        return;
      } catch (error) {
        wrong = fieldErrors(error);
        setFailure(error);
      }
      setSending(false);
    }
    setErrors(wrong);
    focusFirstError(form);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      {...(width && { width })}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isSending}>
            {action}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pb-1">
        {failure !== null && (
          <p role="alert" className="m-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
            {describeError(failure).message}
          </p>
        )}
        {children(errors)}
      </form>
    </Dialog>
  );
}
