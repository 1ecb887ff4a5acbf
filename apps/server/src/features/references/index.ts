export { adminReferenceRoutes } from './admin-routes.ts';
export { referenceRoutes } from './routes.ts';
