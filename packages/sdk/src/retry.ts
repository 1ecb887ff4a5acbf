const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** A server that asks for this much or more is not waited for: the caller is told. */
const TOO_LONG_MS = 60_000;

/** 408, 409, 429 and 5xx are worth another try, unless the answer says `x-should-retry`. */
export function isWorthRetrying(status: number, headers: Headers): boolean {
  const asked = headers.get('x-should-retry');
  if (asked === 'true') return true;
  if (asked === 'false') return false;
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/**
 * Milliseconds until the next try: what the server asks for (`retry-after-ms`, `retry-after`), else longer each time, with up to a quarter of jitter.
 * Undefined where the server asks for so long a pause that there is no next try.
 */
export function pauseMs(attempt: number, headers: Headers | undefined, random: number, now: number): number | undefined {
  const asked = headers && askedMs(headers, now);
  if (asked !== undefined && asked >= TOO_LONG_MS) return undefined;
  if (asked !== undefined && asked >= 0) return asked;
  return Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (1 - random / 4);
}

function askedMs(headers: Headers, now: number): number | undefined {
  const milliseconds = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(milliseconds)) return milliseconds;
  const after = headers.get('retry-after');
  if (after === null) return undefined;
  const seconds = Number.parseFloat(after);
  const asked = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - now;
  return Number.isFinite(asked) ? asked : undefined;
}
