export { externalRoutes } from './routes.ts';
