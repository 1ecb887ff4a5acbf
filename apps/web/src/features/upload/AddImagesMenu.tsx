import { FileUp, FolderUp, ImagePlus } from 'lucide-react';
import { IconButton, Menu, MenuItem } from '../../ui/index.ts';
import type { FoundFiles } from './folder-walk.ts';
import { useFilePicker } from './use-file-picker.tsx';

/** Adds images to a study that may have some already. */
export function AddImagesMenu({ onFound }: { onFound: (found: FoundFiles) => void }) {
  const picker = useFilePicker(onFound);
  return (
    <>
      <Menu trigger={<IconButton label="Add images" size="small" icon={<ImagePlus size={17} aria-hidden />} />}>
        <MenuItem icon={<FolderUp size={16} aria-hidden />} onSelect={picker.pickFolder}>
          Choose a folder…
        </MenuItem>
        <MenuItem icon={<FileUp size={16} aria-hidden />} onSelect={picker.pickFiles}>
          Choose files…
        </MenuItem>
      </Menu>
      {picker.inputs}
    </>
  );
}
