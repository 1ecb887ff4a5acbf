import type { Faces } from './faces.ts';
import type { Inline, Line } from './lines.ts';
import { breakLines } from './lines.ts';
import type { StructureElement } from './structure.ts';
import type { TextStyle } from './theme.ts';

/** A line of text at its place within an item; distances in points from the left edge of the page and the top of the item. */
export interface TextPart {
  element: StructureElement;
  line: Line;
  x: number;
  baseline: number;
}

/** What is drawn behind neighbouring items that name the same panel. */
export type Panel = 'header' | 'critical' | 'impression' | 'signature';

/** The smallest thing that is placed on a page: a line of a paragraph, a row of the header, the whole signature block. Never split. */
export interface Item {
  height: number;
  /** Free space above, dropped at the top of a page. */
  gap: number;
  /** True when a page must not end behind this item. */
  keepWithNext: boolean;
  parts: TextPart[];
  panel?: Panel;
}

export interface PlacedItem {
  item: Item;
  /** From the top of the page to the top of the item, points. */
  y: number;
}

/** Where the baseline lies below the top of a line, so that capitals stand in the middle of its leading. */
export function baselineOf(style: TextStyle): number {
  return style.leading / 2 + style.size * 0.36;
}

export interface ParagraphOptions {
  element: StructureElement;
  inlines: Inline[];
  x: number;
  width: number;
  gap: number;
  panel?: Panel;
  faces: Faces;
}

/** A paragraph as one item a line, at least two of which stay together at the end of a page and at the start of the next. */
export function paragraphItems({ element, inlines, x, width, gap, panel, faces }: ParagraphOptions): Item[] {
  const style = inlines[0]!.style;
  const lines = breakLines(inlines, width, faces);
  return lines.map((line, index) => ({
    height: style.leading,
    gap: index === 0 ? gap : 0,
    keepWithNext: lines.length > 1 && (index === 0 || index === lines.length - 2),
    parts: [{ element, line, x, baseline: baselineOf(style) }],
    ...(panel && { panel }),
  }));
}
