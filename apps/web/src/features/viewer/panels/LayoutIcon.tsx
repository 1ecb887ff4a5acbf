import { gridOf, type Layout } from '../layouts.ts';

/** The layout drawn small. */
export function LayoutIcon({ layout }: { layout: Layout }) {
  const { rows, columns } = gridOf(layout);
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden="true">
      <rect x="1.5" y="2" width="13" height="12" rx="1.5" />
      <path d={[...lines(columns, (at) => `M${1.5 + 13 * at} 2v12`), ...lines(rows, (at) => `M1.5 ${2 + 12 * at}h13`)].join('')} />
    </svg>
  );
}

/** The lines between parts of equal size, at fractions of the whole. */
function lines(parts: number, line: (at: number) => string): string[] {
  return Array.from({ length: parts - 1 }, (_, index) => line((index + 1) / parts));
}
