import { Grid3x3, LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import { Popover } from '../../../ui/index.ts';
import { gridOf, LAYOUTS, type Layout, SIDES } from '../layouts.ts';
import { LayoutIcon } from './LayoutIcon.tsx';
import { ToolButton } from './ToolButton.tsx';

interface LayoutControlProps {
  layout: Layout;
  onLayout: (layout: Layout) => void;
  /** Whether the hanging protocol decides at the moment; null where there is none. */
  isHung: boolean | null;
  onHang: () => void;
}

/** The usual layouts, all others up to 4 by 4, and the way back to how the study came. */
export function LayoutControl({ layout, onLayout, isHung, onHang }: LayoutControlProps) {
  return (
    <>
      {isHung !== null && (
        <ToolButton label="Hanging protocol" icon={<LayoutDashboard size={16} aria-hidden />} isPressed={isHung} onClick={onHang} />
      )}
      {LAYOUTS.map((name) => (
        <ToolButton
          key={name}
          label={`Layout ${name.replace('x', ' by ')}`}
          shortcut={layout === name ? undefined : 'G'}
          icon={<LayoutIcon layout={name} />}
          isPressed={layout === name}
          onClick={() => onLayout(name)}
        />
      ))}
      <Popover
        label="All layouts"
        width="content"
        trigger={
          <button
            type="button"
            aria-label="More layouts"
            title="More layouts"
            className={`grid h-8 min-w-8 shrink-0 place-items-center rounded-md px-1.5 ${
              LAYOUTS.includes(layout) ? 'text-text hover:bg-surface-hover' : 'bg-surface-selected text-accent'
            }`}
          >
            <Grid3x3 size={16} aria-hidden />
          </button>
        }
      >
        <LayoutGrid layout={layout} onLayout={onLayout} />
      </Popover>
    </>
  );
}

/** Four by four squares: the one that is pressed is the last cell of the layout. */
function LayoutGrid({ layout, onLayout }: Pick<LayoutControlProps, 'layout' | 'onLayout'>) {
  const [pointed, setPointed] = useState<Layout | null>(null);
  const { rows, columns } = gridOf(pointed ?? layout);
  return (
    <div className="flex flex-col items-center gap-2">
      <div className="grid grid-cols-4 gap-1.5" onPointerLeave={() => setPointed(null)}>
        {SIDES.flatMap((row) =>
          SIDES.map((column) => {
            const name: Layout = `${row}x${column}`;
            return (
              <button
                key={name}
                type="button"
                aria-label={`${row} by ${column} cells`}
                aria-pressed={name === layout}
                className={`size-9 rounded border ${row <= rows && column <= columns ? 'border-accent bg-surface-selected' : 'border-border-strong'}`}
                onPointerEnter={() => setPointed(name)}
                onFocus={() => setPointed(name)}
                onBlur={() => setPointed(null)}
                onClick={() => onLayout(name)}
              />
            );
          }),
        )}
      </div>
      <p className="m-0 text-[13px] text-muted">
        {rows} by {columns}
      </p>
    </div>
  );
}
