/** Where a pattern matched. */
export interface Found {
  start: number;
  end: number;
}

/** Every match of a global pattern, in the order of the text. */
export function allOf(pattern: RegExp, text: string): Found[] {
  return Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** How many of them satisfy what holds for the first ones only. */
export function countWhile(found: readonly Found[], holds: (one: Found) => boolean): number {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(found[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
