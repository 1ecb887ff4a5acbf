export { imageAccessRoutes } from './routes.ts';
