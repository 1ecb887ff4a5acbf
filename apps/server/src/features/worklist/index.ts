export { notifyStudyChanged } from './notice.ts';
export { findWords } from './repository.ts';
export { worklistRoutes } from './routes.ts';
