export { patchIfMatch } from './etag.ts';
export { startForgetting } from './forget-answers.ts';
export { isRepeat, runOnce } from './idempotency.ts';
export { watchMethods } from './other-methods.ts';
export { createRateLimiter, type RateLimit } from './rate-limit.ts';
export { configureHttp, httpOptions } from './server.ts';
export { type RunShared, sharedTransactions } from './shared-transaction.ts';
