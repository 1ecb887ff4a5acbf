/** The time, handed in so that a test can set it. Intervals between two moments of one process use performance.now(). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
