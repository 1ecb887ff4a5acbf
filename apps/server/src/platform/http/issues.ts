import type { Issue } from '@readroom/contract';
import type { z } from 'zod';

type ZodIssue = z.core.$ZodIssue;

/** More would help nobody, and a body that is nothing but faults would get an answer longer than itself. */
const MOST_ISSUES = 100;
/** A name that was sent may be as long as the body. */
const MAX_PATH_CHARACTERS = 300;

/** What zod found, as the API says it: a path like `priorReports[3].reportText` and what was expected, the first hundred. Never the value that was sent. */
export function issuesOf(error: z.core.$ZodError): Issue[] {
  const issues: Issue[] = [];
  for (const issue of error.issues) {
    for (const one of flatten(issue, [])) {
      if (issues.length === MOST_ISSUES) return [...issues, { path: '', message: `there are more than these ${MOST_ISSUES}` }];
      issues.push({ ...one, path: one.path.slice(0, MAX_PATH_CHARACTERS) });
    }
  }
  return issues;
}

function* flatten(issue: ZodIssue, above: PropertyKey[]): Generator<Issue> {
  const path = [...above, ...issue.path];
  // The last alternative of a union is the one that is meant; those before it are spellings of "not given".
  const alternative = issue.code === 'invalid_union' ? issue.errors.at(-1) : undefined;
  if (issue.code === 'unrecognized_keys') for (const key of issue.keys) yield { path: pathText([...path, key]), message: 'unknown field' };
  else if (issue.code === 'invalid_key') for (const inner of issue.issues) yield { path: pathText(path), message: inner.message };
  else if (alternative && alternative.length > 0) for (const inner of alternative) yield* flatten(inner, path);
  else yield { path: pathText(path), message: issue.message };
}

/** `['priorReports', 3, 'reportText']` -> `priorReports[3].reportText`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
