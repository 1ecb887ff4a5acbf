import { displayLines, patientLines, sliceLines, studyLines } from '../overlay-text.ts';
import type { CellState } from './cell-state.ts';

/** In a small cell there is room for whose image it is and which, and no more. */
const CORNER =
  'pointer-events-none absolute max-w-[46%] @max-[240px]:max-w-[calc(100%-1.75rem)] text-[11px] leading-[15px] text-neutral-100 [text-shadow:0_0_3px_#000,0_0_2px_#000] tabular-nums';

/** The facts in the four corners, from the header of the very image that is on the screen. */
export function Overlay({ state }: { state: CellState }) {
  const { image, stack, shownIndex } = state;
  if (!image || !stack || shownIndex === null) return null;
  const count = stack.imageIds.length;
  return (
    <>
      <Corner className="top-1.5 left-2" lines={patientLines(image.header)} isFirstStrong keptWhenSmall={2} />
      <Corner className="top-1.5 right-5 text-right" lines={studyLines(image.header)} />
      <Corner
        className="bottom-1.5 left-2"
        lines={[`Im ${shownIndex + 1} / ${count}`, ...sliceLines(image.header)]}
        isFirstStrong
        keptWhenSmall={1}
      />
      <Corner className="right-5 bottom-1.5 text-right" lines={displayLines(state)} />
    </>
  );
}

interface CornerProps {
  className: string;
  lines: string[];
  isFirstStrong?: boolean;
  /** How many lines a small cell has room for. */
  keptWhenSmall?: number;
}

function Corner({ className, lines, isFirstStrong = false, keptWhenSmall = 0 }: CornerProps) {
  return (
    <div className={`${CORNER} ${className}`}>
      {lines.map((line, index) => (
        <div
          key={line}
          className={`truncate ${isFirstStrong && index === 0 ? 'font-semibold' : ''} ${index < keptWhenSmall ? '' : '@max-[240px]:hidden'}`}
        >
          {line}
        </div>
      ))}
    </div>
  );
}
