interface Circuit {
  failures: number;
  /** On the clock of `performance.now()`; 0 while closed. */
  openUntil: number;
}

export interface CircuitTiming {
  /** Consecutive failures that open it. */
  threshold: number;
  /** How long nobody is asked; then one call tries. */
  pauseMs: number;
}

const TIMING: CircuitTiming = { threshold: 5, pauseMs: 30_000 };

/**
 * A breaker for each receiver: after some failures in a row nobody waits for it any more for a while; then one call tries (half-open), and its outcome closes or
 * reopens. In memory: every process finds out for itself, and a restart forgets.
 */
export interface CircuitBreaker {
  /** False where the receiver is not to be asked now. True takes the one trial of a half-open circuit: `settle` must follow. */
  enter(receiver: string): boolean;
  settle(receiver: string, succeeded: boolean): void;
}

export function createCircuitBreaker(timing: Partial<CircuitTiming> = {}, now: () => number = () => performance.now()): CircuitBreaker {
  const { threshold, pauseMs } = { ...TIMING, ...timing };
  const circuits = new Map<string, Circuit>();
  return {
    enter(receiver) {
      const circuit = circuits.get(receiver);
      if (!circuit || circuit.openUntil === 0) return true;
      if (now() < circuit.openUntil) return false;
      // The next ones wait for what this one finds.
      circuit.openUntil = now() + pauseMs;
      return true;
    },
    settle(receiver, succeeded) {
      if (succeeded) {
        circuits.delete(receiver);
        return;
      }
      const failures = (circuits.get(receiver)?.failures ?? 0) + 1;
      circuits.set(receiver, { failures, openUntil: failures >= threshold ? now() + pauseMs : 0 });
    },
  };
}
