export { notifyStudyChanged } from './notice.ts';
export { worklistRoutes } from './routes.ts';
