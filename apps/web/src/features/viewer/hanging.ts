import type { HangingProtocol } from '@readroom/contract';
import { isLayout, type Layout } from './layouts.ts';
import type { Stack } from './stacks.ts';

/** What one cell is to show: a series by its description, or nothing. */
export type Assignment = string | null;

/** A protocol with one assignment for each cell, row by row. */
export interface Hanging {
  layout: Layout;
  assignments: readonly Assignment[];
}

/** Null where there is none, or a layout that this viewer does not have. */
export function hangingOf(protocol: HangingProtocol | null): Hanging | null {
  if (!protocol || !isLayout(protocol.layout)) return null;
  return { layout: protocol.layout, assignments: protocol.viewportAssignments };
}

/** Descriptions are typed at scanners: upper and lower case and blanks at the ends or doubled do not tell them apart. */
export function sameDescription(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(description: string): string {
  return description.trim().replace(/\s+/g, ' ').toLowerCase();
}

/**
 * The stacks in the cells by a protocol: keys, null for a cell that stays empty. Where several series have one description, the first cell that asks for it takes
 * the first of them in reading order, the next cell the next; cells beyond them show the last one again.
 */
export function hangStacks(assignments: readonly Assignment[], stacks: readonly Stack[]): (string | null)[] {
  const taken = new Map<string, number>();
  return assignments.map((description) => {
    if (description === null) return null;
    const fitting = stacks.filter((stack) => sameDescription(stack.seriesDescription ?? '', description));
    const before = taken.get(normal(description)) ?? 0;
    taken.set(normal(description), before + 1);
    return fitting[Math.min(before, fitting.length - 1)]?.key ?? null;
  });
}
