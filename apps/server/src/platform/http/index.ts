export { patchIfMatch } from './etag.ts';
export { isRepeat, runOnce } from './idempotency.ts';
export { configureHttp, httpOptions } from './server.ts';
