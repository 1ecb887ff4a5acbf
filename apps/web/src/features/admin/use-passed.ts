import { ApiFailure, ConnectionLost, useHasSessionEnded, useIsConnected } from '../../api/index.ts';

/** For a failure whose reason is gone: somebody is signed in again, or the server can be reached again. What to do next differs then, and the failure's own words are no longer true. */
export function usePassed(failure: unknown): 'signed-in' | 'connected' | null {
  const hasSessionEnded = useHasSessionEnded();
  const isConnected = useIsConnected();
  if (failure instanceof ApiFailure && failure.code === 'unauthenticated' && !hasSessionEnded) return 'signed-in';
  return failure instanceof ConnectionLost && isConnected ? 'connected' : null;
}
