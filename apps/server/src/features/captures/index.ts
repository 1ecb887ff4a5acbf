export { captureRoutes } from './routes.ts';
export { startSendingCaptures } from './send.ts';
