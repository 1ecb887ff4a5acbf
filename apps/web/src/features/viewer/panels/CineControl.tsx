import { Pause, Play } from 'lucide-react';
import type { StackCell } from '../cell/StackCell.ts';
import { useCellState } from '../cell/use-cell-state.ts';
import { ToolButton } from './ToolButton.tsx';

const RATES = [2, 5, 10, 15, 24, 30, 60];

/** Plays the stack of the active cell and says how fast. */
export function CineControl({ cell }: { cell: StackCell | null }) {
  const { stack, cine } = useCellState(cell);
  if (!cell || !stack || stack.imageIds.length < 2) return null;
  const { isPlaying, framesPerSecond } = cine;
  const rates = [...new Set([...RATES, Math.round(framesPerSecond)])].sort((a, b) => a - b);
  return (
    <div className="flex shrink-0 items-center">
      <ToolButton
        label={isPlaying ? 'Pause' : 'Play'}
        shortcut="Space"
        icon={isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
        onClick={() => (isPlaying ? cell.pause() : cell.play())}
      />
      <select
        aria-label="Frames a second"
        title="Frames a second"
        className="h-7 rounded border border-border bg-surface-raised px-1 text-[12px] text-text"
        value={Math.round(framesPerSecond)}
        onChange={(event) => cell.setFramesPerSecond(Number(event.target.value))}
      >
        {rates.map((rate) => (
          <option key={rate} value={rate}>
            {rate} fps
          </option>
        ))}
      </select>
    </div>
  );
}
