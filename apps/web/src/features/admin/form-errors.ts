import type { z } from 'zod';
import { ApiFailure } from '../../api/index.ts';

/** What is wrong, by the path of the field: "reportMetadata.dateOfBirth", "priorReports.3.reportText". */
export type FieldErrors = Partial<Record<string, string>>;

/** Checks a form by the schema of the operation that it is sent to, before it is sent. */
export function checkForm(schema: z.ZodType, body: unknown): FieldErrors {
  const parsed = schema.safeParse(body);
  return parsed.success ? {} : byPath(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}

/** The server's own findings, such as an identifier that is taken; empty where the failure is of another kind. */
export function fieldErrors(error: unknown): FieldErrors {
  return error instanceof ApiFailure ? byPath(error.issues) : {};
}

/** The findings once a row of a list is gone: its own go with it, and those of the rows below move up. */
export function withoutRow(errors: FieldErrors, list: string, index: number): FieldErrors {
  const left: FieldErrors = {};
  for (const [path, message] of Object.entries(errors)) {
    const [, row, rest] = (path.startsWith(`${list}.`) && /^(\d+)(.*)$/.exec(path.slice(list.length + 1))) || [];
    const at = Number(row);
    if (row === undefined || at < index) left[path] = message;
    else if (at > index) left[`${list}.${at - 1}${rest}`] = message;
  }
  return left;
}

function byPath(issues: { path: string; message: string }[]): FieldErrors {
  const errors: FieldErrors = {};
  // The first finding of a field is the one that the others follow from.
  for (const { path, message } of issues) errors[path.replace(/\[(\d+)\]/g, '.$1')] ??= sentence(message);
  return errors;
}

/** What a schema without words of its own says. */
const PLAIN: [RegExp, string][] = [
  [/^Too small: expected string to have >=1 characters$/, 'Enter something here'],
  [/^Too small: expected string to have >=(\d+) characters$/, 'At least $1 characters are needed'],
  [/^Too big: expected string to have <=(\d+) characters$/, 'At most $1 characters are taken'],
];

/** "Expected a name." */
function sentence(message: string): string {
  const plain = PLAIN.reduce((words, [pattern, instead]) => words.replace(pattern, instead), message);
  const text = plain.charAt(0).toUpperCase() + plain.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Takes the eye to the first field that is wrong, once the form shows it. */
export function focusFirstError(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}
