export { authenticate, SESSION_COOKIE } from './authenticate.ts';
export { notifySessionsEnded, SESSION_ENDED_CHANNEL } from './ended-sessions.ts';
export { type KeyCaller, keyOperations } from './key-operation.ts';
export { type KeyRead, keyReads } from './key-reads.ts';
export { limitRate } from './limit-rate.ts';
export {
  type KeyPrincipal,
  type Principal,
  requireFullSession,
  requireKey,
  requireSession,
  requireUser,
  type UserPrincipal,
} from './principal.ts';
export { findLivingSessions, SESSION_IDLE_HOURS } from './repository.ts';
