import type { Issue } from '@readroom/contract';
import type { z } from 'zod';

type ZodIssue = z.core.$ZodIssue;

/** What zod found, as the API says it: a path like `priorReports[3].reportText` and what was expected. Never the value that was sent. */
export function issuesOf(error: z.core.$ZodError): Issue[] {
  return error.issues.flatMap((issue) => flatten(issue, []));
}

function flatten(issue: ZodIssue, above: PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: pathText([...path, key]), message: 'unknown field' }));
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => ({ path: pathText(path), message: inner.message }));
  // The last alternative of a union is the one that is meant; those before it are spellings of "not given".
  const alternative = issue.code === 'invalid_union' ? issue.errors.at(-1) : undefined;
  if (alternative && alternative.length > 0) return alternative.flatMap((inner) => flatten(inner, path));
  return [{ path: pathText(path), message: issue.message }];
}

/** `['priorReports', 3, 'reportText']` -> `priorReports[3].reportText`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
