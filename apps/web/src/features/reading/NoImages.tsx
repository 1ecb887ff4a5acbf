import { Hourglass, ImagePlus } from 'lucide-react';
import { EmptyState } from '../../ui/index.ts';
import { type FoundFiles, PickButtons } from '../upload/index.ts';

/** In the viewer's place while there is nothing to view. */
export function NoImages({ mayUpload, onFound }: { mayUpload: boolean; onFound: (found: FoundFiles) => void }) {
  if (!mayUpload) {
    return (
      <EmptyState icon={<Hourglass size={22} aria-hidden />} title="No images yet">
        They appear here by themselves as soon as they arrive.
      </EmptyState>
    );
  }
  return (
    <div className="h-full p-4">
      <div className="h-full rounded-2xl border-2 border-dashed border-border-strong">
        <EmptyState
          icon={<ImagePlus size={22} aria-hidden />}
          title="Drop the images of this study here"
          actions={<PickButtons onFound={onFound} />}
        >
          A folder, a whole CD or single DICOM files. Images that the scanner or the PACS sends appear here by themselves.
        </EmptyState>
      </div>
    </div>
  );
}
