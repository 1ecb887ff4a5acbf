import type { Series } from '@readroom/contract';
import { lazy, Suspense } from 'react';
import { Spinner } from '../../ui/index.ts';

/** Rendering, codecs and tools are a megabyte: fetched when the first study is opened, not with the worklist. */
const Workspace = lazy(() => import('./ViewerWorkspace.tsx'));

export interface StudyViewerProps {
  studyId: string;
  /** The series of the study as the server lists them; may grow while the study is open. */
  series: readonly Series[];
}

/** The images of one study: series list, tools and cells. Fills its parent. */
export function StudyViewer({ studyId, series }: StudyViewerProps) {
  return (
    <Suspense
      fallback={
        <div className="grid h-full place-items-center bg-black text-neutral-300" role="status">
          <Spinner label="Opening the viewer" />
        </div>
      }
    >
      <Workspace key={studyId} studyId={studyId} series={series} />
    </Suspense>
  );
}
