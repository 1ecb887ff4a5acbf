export { type EphemeralRow, findOpened } from './repository.ts';
export { ephemeralRoutes } from './routes.ts';
