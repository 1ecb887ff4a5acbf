export { AddImagesMenu } from './AddImagesMenu.tsx';
export { DropTarget } from './DropTarget.tsx';
export type { FoundFiles } from './folder-walk.ts';
export { PickButtons } from './PickButtons.tsx';
export { UploadPanel } from './UploadPanel.tsx';
export { type Upload, useUpload } from './use-upload.ts';
