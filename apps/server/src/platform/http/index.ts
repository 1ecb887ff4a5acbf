export { patchIfMatch } from './etag.ts';
export { isRepeat, runOnce } from './idempotency.ts';
export { createRateLimiter, type RateLimit } from './rate-limit.ts';
export { configureHttp, httpOptions } from './server.ts';
