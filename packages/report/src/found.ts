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

/** True when the text has the one and, anywhere behind it, the other. Two searches: one pattern would look for the other behind each of many. */
export function hasInOrder(text: string, one: RegExp, other: RegExp): boolean {
  const match = one.exec(text);
  return match !== null && other.test(text.slice(match.index + match[0].length));
}
