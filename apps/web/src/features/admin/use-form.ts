import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { showUnreadable, useAction } from '../../ui/index.ts';
import { checkForm, type FieldErrors, fieldErrors } from './form-errors.ts';

export interface FormRequest {
  /** Of the operation that the body is sent to. */
  schema: z.ZodType;
  bodyOf: () => Record<string, unknown>;
  /** What the body cannot show, such as a key that is there twice. */
  check?: (() => FieldErrors) | undefined;
  /** Settles once the server has answered. */
  onSend: (body: Record<string, unknown>) => Promise<unknown>;
  onSent: () => void;
}

const NOTHING_YET: FieldErrors = {};

/** Sending a form: checked before it is sent, and again by what the server says. What is wrong stands at its field. */
export function useForm({ schema, bodyOf, check, onSend, onSent }: FormRequest) {
  const [errors, setErrors] = useState(NOTHING_YET);
  const [unreadable, setUnreadable] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const sent = useRef<HTMLFormElement>(null);
  // Once the form shows what is wrong, and not before: the first such field has the focus.
  useEffect(() => {
    if (errors !== NOTHING_YET) sent.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);

  const send = useAction(async (form: HTMLFormElement) => {
    sent.current = form;
    const body = bodyOf();
    let wrong: FieldErrors = { ...checkForm(schema, body), ...check?.() };
    const unread = showUnreadable(form);
    setUnreadable(unread);
    setFailure(null);
    if (unread === 0 && Object.keys(wrong).length === 0) {
      try {
        await onSend(body);
        onSent();
        return;
      } catch (error) {
        wrong = fieldErrors(error);
        setFailure(error);
      }
    }
    setErrors(wrong);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.run(event.currentTarget);
  };
  return { errors, wrongCount: Object.keys(errors).length + unreadable, failure, isSending: send.isRunning, submit };
}
