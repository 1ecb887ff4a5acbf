export { StudyViewer, type StudyViewerProps } from './StudyViewer.tsx';
