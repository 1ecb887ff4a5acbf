import type { Clock } from '../clock/index.ts';

/** A bucket of `burst` tokens that fills with `perSecond` of them. Each request takes one. */
export interface RateLimit {
  perSecond: number;
  burst: number;
}

/**
 * Token buckets in the memory of this process, one per name; several processes behind a balancer count each for itself. A bucket is a few bytes, and names are those of API keys that are
 * valid: none is ever dropped.
 */
export function createRateLimiter(clock: Clock, { perSecond, burst }: RateLimit) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    /** Takes a token. @returns 0, or the seconds until there is one where there is none. */
    take(name: string): number {
      const at = clock.now().getTime();
      const bucket = buckets.get(name) ?? { tokens: burst, at };
      // A clock that was set back fills nothing.
      const seconds = Math.max(0, at - bucket.at) / 1000;
      const tokens = Math.min(burst, bucket.tokens + seconds * perSecond);
      const isTaken = tokens >= 1;
      buckets.set(name, { tokens: isTaken ? tokens - 1 : tokens, at });
      return isTaken ? 0 : (1 - tokens) / perSecond;
    },
  };
}
