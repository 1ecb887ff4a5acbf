import { useState } from 'react';

let nextKey = 1;

/**
 * Keys for the rows of a list whose entries have no identity but their place. Where a row goes, what the browser keeps of it (an unfinished date) goes with it,
 * and does not stay for the next one.
 */
export function useRowKeys(count: number): { keys: number[]; remove: (index: number) => void } {
  const [keys, setKeys] = useState<number[]>([]);
  const fitting = fit(keys, count);
  if (fitting !== keys) setKeys(fitting);
  return { keys: fitting, remove: (index) => setKeys((before) => before.toSpliced(index, 1)) };
}

function fit(keys: number[], count: number): number[] {
  if (keys.length === count) return keys;
  return keys.length > count ? keys.slice(0, count) : [...keys, ...Array.from({ length: count - keys.length }, () => nextKey++)];
}
