import { useCallback, useEffect, useMemo, useRef } from 'react';
import { toast } from '../../ui/index.ts';
import type { FoundFiles } from './folder-walk.ts';
import { imageTransport } from './image-transport.ts';
import { UploadQueue } from './UploadQueue.ts';

export interface Upload {
  queue: UploadQueue;
  add: (found: FoundFiles) => void;
}

/** The uploads into one study, for as long as its page is open. `onImages` is called when some have arrived and nothing more is on its way. */
export function useUpload(studyId: string, onImages: () => void): Upload {
  const queue = useMemo(() => new UploadQueue(imageTransport(studyId)), [studyId]);
  const latest = useRef(onImages);
  useEffect(() => {
    latest.current = onImages;
  });

  useEffect(() => {
    let wasRunning = false;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const unsubscribe = queue.subscribe(() => {
      const { isRunning, stored } = queue.summary;
      if (isRunning === wasRunning) return;
      wasRunning = isRunning;
      if (isRunning) window.addEventListener('beforeunload', warn);
      else window.removeEventListener('beforeunload', warn);
      if (!isRunning && stored > 0) latest.current();
    });
    return () => {
      unsubscribe();
      queue.cancel();
      window.removeEventListener('beforeunload', warn);
    };
  }, [queue]);

  const add = useCallback(
    ({ files, leftOut }: FoundFiles) => {
      if (files.length > 0) queue.add(files);
      else toast({ tone: 'danger', title: 'No images found', description: noImages(leftOut) });
    },
    [queue],
  );
  return { queue, add };
}

function noImages(leftOut: number): string {
  return leftOut > 0
    ? 'There are only system files or a DICOMDIR. Choose the folder that holds the images themselves.'
    : 'The folder is empty. Choose the folder or the files that hold the DICOM images.';
}
