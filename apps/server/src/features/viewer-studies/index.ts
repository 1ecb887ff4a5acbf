export { adminViewerStudyRoutes } from './admin-routes.ts';
export { viewerStudyRoutes } from './routes.ts';
