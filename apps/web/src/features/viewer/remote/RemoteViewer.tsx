import { type ReactNode, useMemo } from 'react';
import { DocumentsPanel } from '../documents/DocumentsPanel.tsx';
import { StudyViewer } from '../StudyViewer.tsx';
import type { ViewedSeries } from '../viewed-series.ts';
import { LoadStatus } from './LoadStatus.tsx';
import { mergeSeries } from './merge-series.ts';
import { NotOpened, NotOpenedBanner } from './NotOpened.tsx';
import type { Remote } from './use-remote-images.ts';

export interface RemoteViewerProps {
  stored: readonly ViewedSeries[];
  remote: Remote;
  /** In the viewer's place where nothing is stored and nobody else has images. */
  whenEmpty?: ReactNode;
  documents: { isOpen: boolean; onClose: () => void };
}

/** The images of a study wherever they are kept, with what is to be said about those that are still coming, and the documents beside them. */
export function RemoteViewer({ stored, remote, whenEmpty, documents }: RemoteViewerProps) {
  const files = remote.phase === 'open' ? remote.state.files : null;
  const access = remote.phase === 'open' ? remote.access : null;
  const series = useMemo(() => {
    const announced = access?.images.map((image) => image.sopInstanceUid) ?? [];
    return mergeSeries({ stored, files: files ?? [], manifests: access?.manifests ?? [], announced });
  }, [stored, files, access]);
  const isLoading = remote.phase === 'asking' || (remote.phase === 'open' && remote.state.isLoading);
  const hasImages = series.some((one) => one.instances.length > 0) || (remote.phase === 'open' && isLoading);
  const media = access?.media ?? [];
  const hasNone = remote.phase === 'none' || (remote.phase === 'open' && remote.state.total === 0);
  return (
    <div className="flex h-full min-h-0 flex-col">
      {hasImages && <NotOpenedBanner remote={remote} />}
      {remote.phase === 'open' && <LoadStatus remote={remote} />}
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          {hasImages ? (
            <StudyViewer
              series={series}
              isLoading={isLoading}
              {...(remote.phase === 'open'
                ? { hangingProtocol: remote.access.hangingProtocol, onWanted: (uid: string) => remote.images.prefer(uid) }
                : {})}
            />
          ) : (
            (hasNone && whenEmpty) || <NotOpened remote={remote} />
          )}
        </div>
        {documents.isOpen && media.length > 0 && <DocumentsPanel media={media} onClose={documents.onClose} />}
      </div>
    </div>
  );
}
