import type { SecondaryCaptureAnswer } from '@readroom/contract';

/** By these words an event can be found whose webhook was answered, and that led to no upload. */
const NOTHING = 'Nothing was uploaded.';

export function uploadUrlsOf({ authorized, uploadUrls }: SecondaryCaptureAnswer): string[] {
  return authorized ? (uploadUrls ?? []) : [];
}

/**
 * What a person should know about an answer.
 * @param outcomes of `uploadUrlsOf`, in their order: null where it was taken, else why not.
 */
export function captureWarnings({ authorized, error }: SecondaryCaptureAnswer, outcomes: (string | null)[]): string[] {
  if (!authorized) return [`${NOTHING} The upload was not authorized${error ? `: ${error}` : '.'}`];
  if (outcomes.length === 0) return [`${NOTHING} The answer names no upload URL.`];
  const failures = outcomes.flatMap((why, index) => (why === null ? [] : [`uploadUrls[${index}] was not uploaded to: ${why}`]));
  return failures.length === outcomes.length ? [`${NOTHING} Every upload failed.`, ...failures] : failures;
}
