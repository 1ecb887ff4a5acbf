import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { showUnreadable, useAction } from '../../ui/index.ts';
import { checkForm, type FieldErrors, fieldErrors, withoutRow } from './form-errors.ts';

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

/** Sending a form: checked before it is sent, and again by what the server says. What is wrong stands at its field. */
export function useForm({ schema, bodyOf, check, onSend, onSent }: FormRequest) {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [unreadable, setUnreadable] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const sent = useRef<HTMLFormElement>(null);
  const mustShow = useRef(false);
  // Once the form shows what is wrong, and not before: the first such field has the focus.
  useEffect(() => {
    if (mustShow.current) sent.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    mustShow.current = false;
  });

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
    mustShow.current = true;
    setErrors(wrong);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.run(event.currentTarget);
  };
  return {
    errors,
    wrongCount: Object.keys(errors).length + unreadable,
    failure,
    isSending: send.isRunning,
    submit,
    /** A row of a list is gone: the server's findings are by place. */
    forgetRow: (list: string, index: number) => setErrors((before) => withoutRow(before, list, index)),
  };
}
