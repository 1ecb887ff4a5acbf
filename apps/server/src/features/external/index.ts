export { adminExternalRoutes } from './admin-routes.ts';
export { typeOfContent } from './file-type.ts';
export { externalRoutes } from './routes.ts';
export { externalViewRoutes } from './view-routes.ts';
