import type { EdgeLabels } from '@readroom/dicom/geometry';

const LETTER = 'pointer-events-none absolute text-[13px] font-semibold text-amber-200 [text-shadow:0_0_3px_#000,0_0_2px_#000]';

/** Which way the patient lies, at the four edges of the screen. */
export function OrientationLetters({ edges }: { edges: EdgeLabels | null }) {
  if (!edges) return null;
  return (
    <>
      <span data-edge="left" className={`${LETTER} top-1/2 left-2 -translate-y-1/2`}>
        {edges.left}
      </span>
      <span data-edge="right" className={`${LETTER} top-1/2 right-5 -translate-y-1/2`}>
        {edges.right}
      </span>
      <span data-edge="top" className={`${LETTER} top-1.5 left-1/2 -translate-x-1/2 @max-[240px]:top-9`}>
        {edges.top}
      </span>
      <span data-edge="bottom" className={`${LETTER} bottom-1.5 left-1/2 -translate-x-1/2 @max-[240px]:bottom-6`}>
        {edges.bottom}
      </span>
    </>
  );
}
