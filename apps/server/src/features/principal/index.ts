export { authenticate, SESSION_COOKIE } from './authenticate.ts';
export { type KeyPrincipal, type Principal, requireFullSession, requireKey, requireUser, type UserPrincipal } from './principal.ts';
export { SESSION_IDLE_HOURS } from './repository.ts';
