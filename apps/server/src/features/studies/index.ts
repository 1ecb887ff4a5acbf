export { assignStudy } from './assignment.ts';
export type { Caller } from './audit.ts';
export { studyRoutes } from './routes.ts';
export { cancelStudy, createStudy, lockedStudy, readStudy, selectedStudy } from './service.ts';
