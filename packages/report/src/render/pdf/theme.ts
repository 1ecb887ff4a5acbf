/** How a report looks. Lengths are points (1/72 inch); every text colour has at least 4.5:1 contrast on white and on the panel. */

export const PAGE_SIZES = { letter: [612, 792], a4: [595.28, 841.89] } as const;

/** Left and right margin of everything. */
export const MARGIN = 56;
/** The text of a page lies between these distances from its top and bottom edge; the running header and footer lie outside of it. */
export const TOP = 60;
export const BOTTOM = 54;
export const HEADER_BASELINE = 38;
export const FOOTER_BASELINE = 30;

export const INK = '#17212b';
export const MUTED = '#56616d';
export const ACCENT = '#17466f';
export const RULE = '#c5ced7';
export const PANEL = '#f3f6f9';
export const CRITICAL = '#a31515';
export const CRITICAL_PANEL = '#fdf3f3';

export type Weight = 'regular' | 'bold' | 'italic';

export interface TextStyle {
  weight: Weight;
  size: number;
  /** Distance between two baselines. */
  leading: number;
  color: string;
}

const style = (weight: Weight, size: number, leading: number, color: string): TextStyle => ({ weight, size, leading, color });

export const STYLES = {
  clinic: style('bold', 10.5, 15, ACCENT),
  title: style('bold', 19, 25, INK),
  subtitle: style('italic', 10, 14.5, MUTED),
  critical: style('bold', 14, 20, CRITICAL),
  criticalNote: style('regular', 10, 20, INK),
  cellLabel: style('regular', 8.5, 14, MUTED),
  cellValue: style('regular', 9.5, 14, INK),
  cellStrong: style('bold', 9.5, 14, INK),
  heading: style('bold', 11, 15.5, ACCENT),
  body: style('regular', 9.75, 14, INK),
  bodyStrong: style('bold', 9.75, 14, INK),
  signature: style('regular', 9.75, 14, INK),
  signatureStrong: style('bold', 9.75, 14, INK),
  fine: style('regular', 7.5, 10.5, MUTED),
  running: style('regular', 8, 11, MUTED),
  runningStrong: style('bold', 8, 11, INK),
  runningCritical: style('bold', 8, 11, CRITICAL),
} satisfies Record<string, TextStyle>;
