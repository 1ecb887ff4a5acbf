export { modalityWorklistRoutes } from './routes.ts';
