import { ApiError } from '@readroom/contract';

export interface SlotLimits {
  /** Of the process. */
  total: number;
  perOwner: number;
  /** Who waits beyond that is refused. */
  waitingPerOwner: number;
}

interface Waiting {
  owner: string;
  start: () => void;
}

/** Bounds how much is fetched at once, for each owner and in all. Whoever finds no slot waits, in the order of coming. */
export interface Slots {
  /** @returns what frees the slot; call it once. Throws `too_many_requests`; rejects with the signal's reason where `signal` aborts first. */
  take(owner: string, signal: AbortSignal): Promise<() => void>;
}

export function createSlots({ total, perOwner, waitingPerOwner }: SlotLimits): Slots {
  const taken = new Map<string, number>();
  const waiting: Waiting[] = [];
  let all = 0;
  const isFree = (owner: string) => all < total && (taken.get(owner) ?? 0) < perOwner;
  const occupy = (owner: string) => {
    all += 1;
    taken.set(owner, (taken.get(owner) ?? 0) + 1);
    return () => {
      all -= 1;
      const left = (taken.get(owner) ?? 1) - 1;
      if (left === 0) taken.delete(owner);
      else taken.set(owner, left);
      // A turn later: of a browser that went away all connections end at once, and those that still wait are to leave before one of them is served.
      setImmediate(startNext);
    };
  };
  const startNext = () => {
    const next = waiting.findIndex((one) => isFree(one.owner));
    if (next >= 0) waiting.splice(next, 1)[0]?.start();
  };
  return {
    async take(owner, signal) {
      signal.throwIfAborted();
      if (isFree(owner)) return occupy(owner);
      if (waiting.filter((one) => one.owner === owner).length >= waitingPerOwner) throw new ApiError('too_many_requests');
      return new Promise((resolve, reject) => {
        const one: Waiting = {
          owner,
          start: () => {
            signal.removeEventListener('abort', leave);
            resolve(occupy(owner));
          },
        };
        const leave = () => {
          const place = waiting.indexOf(one);
          if (place >= 0) waiting.splice(place, 1);
          reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(one);
      });
    },
  };
}
