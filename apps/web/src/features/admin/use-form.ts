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

/** Sending a form: checked before it is sent, and again by what the server says. What is wrong stands at its field until that is changed. */
export function useForm({ schema, bodyOf, check, onSend, onSent }: FormRequest) {
  const [found, setFound] = useState(NOTHING);
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
        setFound(NOTHING);
        onSent();
        return;
      } catch (error) {
        wrong = fieldErrors(error);
        setFailure(error);
      }
    }
    mustShow.current = true;
    setFound({ errors: wrong, values: valuesAt(Object.keys(wrong), body) });
  });
  const errors = stillThere(found, bodyOf);
  const isCorrected = Object.keys(found.errors).length > 0 && Object.keys(errors).length === 0;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.run(event.currentTarget);
  };
  return {
    errors,
    wrongCount: Object.keys(errors).length + unreadable,
    failure: isCorrected ? null : failure,
    isSending: send.isRunning,
    submit,
    /** A row of a list is gone: the server's findings are by place. */
    forgetRow: (list: string, index: number) =>
      setFound(({ errors: before, values }) => ({ errors: withoutRow(before, list, index), values: withoutRow(values, list, index) })),
  };
}

/** What is wrong, and what each such field held then, as JSON. */
interface Found {
  errors: FieldErrors;
  values: FieldErrors;
}
const NOTHING: Found = { errors: {}, values: {} };

/** What was found of fields that have not been changed since. */
function stillThere({ errors, values }: Found, bodyOf: () => Record<string, unknown>): FieldErrors {
  const paths = Object.keys(errors);
  if (paths.length === 0) return errors;
  const now = valuesAt(paths, bodyOf());
  return Object.fromEntries(Object.entries(errors).filter(([path]) => now[path] === values[path]));
}

function valuesAt(paths: string[], body: unknown): FieldErrors {
  return Object.fromEntries(paths.map((path) => [path, String(JSON.stringify(valueAt(body, path.split('.'))))]));
}

/** Undefined where there is none. A key of free pairs may hold dots itself. */
function valueAt(value: unknown, path: string[]): unknown {
  if (path.length === 0) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (let length = 1; length <= path.length; length += 1) {
    const key = path.slice(0, length).join('.');
    if (Object.hasOwn(value, key)) return valueAt(value[key as keyof typeof value], path.slice(length));
  }
  return undefined;
}
