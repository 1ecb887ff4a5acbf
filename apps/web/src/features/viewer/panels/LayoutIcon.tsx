import { gridOf, type Layout } from '../layouts.ts';

/** The layout drawn small. */
export function LayoutIcon({ layout }: { layout: Layout }) {
  const { rows, columns } = gridOf(layout);
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden="true">
      <rect x="1.5" y="2" width="13" height="12" rx="1.5" />
      {columns === 2 && <path d="M8 2v12" />}
      {rows === 2 && <path d="M1.5 8h13" />}
    </svg>
  );
}
