export { adminExternalRoutes } from './admin-routes.ts';
export { externalRoutes } from './routes.ts';
