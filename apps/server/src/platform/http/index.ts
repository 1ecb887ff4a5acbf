export { handleNotFound, sendError } from './error-handler.ts';
export { type IdempotencyOwner, runOnce } from './idempotency.ts';
export { configureHttp, httpOptions } from './server.ts';
