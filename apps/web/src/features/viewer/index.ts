export { CaptureInto } from './capture/CaptureInto.tsx';
export { DocumentsButton } from './documents/DocumentsButton.tsx';
export type { FilePatient } from './remote/file-facts.ts';
export { askForEphemeralImages, askForStudyImages } from './remote/image-access.ts';
export { RemoteViewer } from './remote/RemoteViewer.tsx';
export { type Remote, useRemoteImages } from './remote/use-remote-images.ts';
export { storedSeries } from './viewed-series.ts';
