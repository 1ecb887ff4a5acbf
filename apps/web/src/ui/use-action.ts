import { useRef, useState } from 'react';

export interface Action<Args extends unknown[]> {
  isRunning: boolean;
  /** Does nothing while it runs. */
  run: (...args: Args) => void;
}

/** An action that runs once at a time, from the very call on: the second click of a double click comes before anything is drawn anew. */
export function useAction<Args extends unknown[]>(action: (...args: Args) => unknown): Action<Args> {
  const isUnderway = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const run = (...args: Args) => {
    if (isUnderway.current) return;
    const done = action(...args);
    if (!(done instanceof Promise)) return;
    isUnderway.current = true;
    setRunning(true);
    void done.finally(() => {
      isUnderway.current = false;
      setRunning(false);
    });
  };
  return { isRunning, run };
}
