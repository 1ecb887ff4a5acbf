export { adminSecondFactorRoutes } from './admin-routes.ts';
export { removeSecondFactorOfEmail } from './remove.ts';
export { secondFactorRoutes } from './routes.ts';
