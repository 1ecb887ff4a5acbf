/** 0..count-1, ordered by their distance from `around`, the later of two first. */
export function nearestFirst(count: number, around: number): number[] {
  return Array.from({ length: count }, (_, index) => index).sort((a, b) => Math.abs(a - around) - Math.abs(b - around) || b - a);
}
