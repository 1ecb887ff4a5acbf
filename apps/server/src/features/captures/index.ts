export { captureWarnings, uploadUrlsOf } from './answer.ts';
export { captureRoutes } from './routes.ts';
export { startSendingCaptures } from './send.ts';
