const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Pauses before the 2nd, 3rd, ... attempt: about three days in all. */
export const RETRY_PAUSES_MS = [5 * SECOND, 300 * SECOND, 1800 * SECOND, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/** Up to a tenth later, so that a receiver that was down is not met by everything at once. `random` is in [0, 1). */
export function withJitter(pauseMs: number, random: number): number {
  return Math.round(pauseMs * (1 + random / 10));
}

/** The pause that a `retry-after` header asks for: seconds or an HTTP date (RFC 9110 10.2.3). Null where it asks for none that makes sense. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 24 * HOUR) : null;
}
