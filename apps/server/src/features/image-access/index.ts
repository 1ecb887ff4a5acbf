export { judgeAccess } from './access.ts';
export { AccessAnswerSchema } from './answer.ts';
export { imageAccessRoutes } from './routes.ts';
