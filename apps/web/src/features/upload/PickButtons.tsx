import { FileUp, FolderUp } from 'lucide-react';
import { Button } from '../../ui/index.ts';
import type { FoundFiles } from './folder-walk.ts';
import { useFilePicker } from './use-file-picker.tsx';

/** For those who do not drag: files, or a whole folder. */
export function PickButtons({ onFound }: { onFound: (found: FoundFiles) => void }) {
  const picker = useFilePicker(onFound);
  return (
    <>
      <Button variant="primary" icon={<FolderUp size={16} aria-hidden />} onClick={picker.pickFolder}>
        Choose a folder
      </Button>
      <Button icon={<FileUp size={16} aria-hidden />} onClick={picker.pickFiles}>
        Choose files
      </Button>
      {picker.inputs}
    </>
  );
}
