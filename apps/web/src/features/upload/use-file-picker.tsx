import { type ChangeEvent, type ReactNode, useRef } from 'react';
import { type FoundFiles, listedFiles } from './folder-walk.ts';

export interface FilePicker {
  pickFolder: () => void;
  pickFiles: () => void;
  /** The hidden inputs: to be rendered where the picker is used. */
  inputs: ReactNode;
}

/** The browser's own dialogs for choosing files or a whole folder. */
export function useFilePicker(onFound: (found: FoundFiles) => void): FilePicker {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    if (event.target.files) onFound(listedFiles(event.target.files));
    event.target.value = '';
  };
  return {
    pickFolder: () => folder.current?.click(),
    pickFiles: () => files.current?.click(),
    inputs: (
      <>
        <input ref={folder} type="file" hidden multiple webkitdirectory="" onChange={pick} />
        <input ref={files} type="file" hidden multiple onChange={pick} />
      </>
    ),
  };
}
