import type { LookupTable, VoiFunction, VoiWindow } from './image-header.ts';

/** The greys from black to white of a window: `lower` and below is black, `upper` and above is white. */
export interface GreyRange {
  lower: number;
  upper: number;
}

/**
 * The VOI function of PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.2 (LINEAR_EXACT) or C.11.2.1.3.1 (SIGMOID) for one value.
 *
 * @param width LINEAR needs at least 1, the others more than 0
 * @returns 0 (black) to 1 (white)
 */
export function windowed(value: number, { center, width }: VoiWindow, voiFunction: VoiFunction): number {
  if (voiFunction === 'SIGMOID') return 1 / (1 + Math.exp((-4 * (value - center)) / width));
  if (voiFunction === 'LINEAR_EXACT') {
    if (value <= center - width / 2) return 0;
    if (value > center + width / 2) return 1;
    return (value - center) / width + 0.5;
  }
  if (value <= center - 0.5 - (width - 1) / 2) return 0;
  if (value > center - 0.5 + (width - 1) / 2) return 1;
  return (value - (center - 0.5)) / (width - 1) + 0.5;
}

/** The range that a window covers; for SIGMOID the range of the linear window with the same numbers, which is how it is dragged. */
export function rangeOfWindow({ center, width }: VoiWindow, voiFunction: VoiFunction): GreyRange {
  if (voiFunction === 'LINEAR_EXACT') return { lower: center - width / 2, upper: center + width / 2 };
  return { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 };
}

/** The inverse of {@link rangeOfWindow}: what a dragged range is called on the screen. */
export function windowOfRange({ lower, upper }: GreyRange, voiFunction: VoiFunction): VoiWindow {
  if (voiFunction === 'LINEAR_EXACT') return { center: (lower + upper) / 2, width: upper - lower };
  return { center: (lower + upper + 1) / 2, width: upper - lower + 1 };
}

/** Whether the standard allows this window: some files carry zeros where nobody set one. */
export function isUsableWindow({ center, width }: VoiWindow, voiFunction: VoiFunction): boolean {
  return Number.isFinite(center) && Number.isFinite(width) && (voiFunction === 'LINEAR' ? width >= 1 : width > 0);
}

/** Looks values up; those below the table take its first entry, those above its last (PS3.3 C.11.1.1.1, C.11.2.1.1). */
export function applyLookupTable(values: ArrayLike<number>, table: LookupTable): Uint16Array {
  const last = table.values.length - 1;
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const index = Math.min(last, Math.max(0, Math.round(values[i]!) - table.firstInput));
    out[i] = table.values[index]!;
  }
  return out;
}

/** The window that shows the whole output of a table: 0 to 2^bits - 1. */
export function fullRangeWindow(table: LookupTable): VoiWindow {
  return { center: 2 ** (table.bitsPerEntry - 1), width: 2 ** table.bitsPerEntry };
}

/** The window from the smallest to the largest value, leaving out the padding. */
export function windowOfValues(values: ArrayLike<number>, padding: number | null): VoiWindow {
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === padding) continue;
    if (value < lower) lower = value;
    if (value > upper) upper = value;
  }
  if (lower > upper) return { center: 128, width: 256 };
  return windowOfRange({ lower, upper: Math.max(upper, lower + 1) }, 'LINEAR');
}
