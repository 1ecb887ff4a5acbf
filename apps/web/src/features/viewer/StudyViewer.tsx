import type { HangingProtocol } from '@readroom/contract';
import { lazy, Suspense } from 'react';
import { Spinner } from '../../ui/index.ts';
import type { ViewedSeries } from './viewed-series.ts';

/** Rendering, codecs and tools are a megabyte: fetched when the first study is opened, not with the worklist. */
const Workspace = lazy(() => import('./ViewerWorkspace.tsx'));

export interface StudyViewerProps {
  /** May grow while the study is open. */
  series: readonly ViewedSeries[];
  /** Whether more is on its way. */
  isLoading?: boolean;
  /** How the series are to lie at first. */
  hangingProtocol?: HangingProtocol | null;
  /** The reader chose this series: what is missing of it is wanted first. */
  onWanted?: (seriesInstanceUid: string) => void;
}

/** The images of one study: series list, tools and cells. Fills its parent. */
export function StudyViewer(props: StudyViewerProps) {
  return (
    <Suspense
      fallback={
        <div className="grid h-full place-items-center bg-black text-neutral-300" role="status">
          <Spinner label="Opening the viewer" />
        </div>
      }
    >
      <Workspace {...props} />
    </Suspense>
  );
}
