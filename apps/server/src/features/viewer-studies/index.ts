export { viewerStudyRoutes } from './routes.ts';
