import { Ban, Upload as UploadIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { toast } from '../../ui/index.ts';
import { type FoundFiles, findDropped, readDrop } from './folder-walk.ts';

export interface DropTargetProps {
  /** Whose images would be added, said while the files are held over the page. */
  patient: string;
  study: string;
  isAllowed: boolean;
  onFound: (found: FoundFiles) => void;
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes files and folders dropped anywhere on the page, and names the patient before they are let go. */
export function DropTarget({ patient, study, isAllowed, onFound }: DropTargetProps) {
  const [isOver, setOver] = useState(false);
  const latest = useRef({ isAllowed, onFound });
  useEffect(() => {
    latest.current = { isAllowed, onFound };
  });
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = latest.current.isAllowed ? 'copy' : 'none';
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (!event.dataTransfer || !latest.current.isAllowed) return;
      findDropped(readDrop(event.dataTransfer)).then(
        (found) => latest.current.onFound(found),
        () =>
          toast({
            tone: 'danger',
            title: 'The folder could not be read',
            description: 'This computer refused to open a file or folder in it. Check that you may read it, or copy it to the disk first.',
          }),
      );
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <section aria-label="Drop area" className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-scrim p-6">
      <div className="flex flex-col items-center gap-3 rounded-2xl border-2 border-dashed border-accent bg-surface-overlay px-10 py-8 text-center shadow-overlay">
        {isAllowed ? <UploadIcon size={34} aria-hidden className="text-accent" /> : <Ban size={34} aria-hidden className="text-danger" />}
        <p className="m-0 text-lg font-semibold">
          {isAllowed ? 'Drop to add images to this study' : 'You may not add images to this study'}
        </p>
        <p className="m-0 text-muted">
          {patient}, {study}
        </p>
      </div>
    </section>
  );
}
