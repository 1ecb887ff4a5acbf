export { startForgettingEphemeral } from './forgetting.ts';
export { findOpened } from './repository.ts';
export { ephemeralRoutes } from './routes.ts';
