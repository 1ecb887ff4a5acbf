import { type Session, SessionSchema } from '@readroom/contract';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { ApiFailure, api, queryKeys, reportSessionEnded } from '../../api/index.ts';

async function readSession(): Promise<Session | null> {
  try {
    return await api.get('/api/session', SessionSchema);
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 401) {
      // Nobody is signed in yet: that is an answer, not an ended session.
      reportSessionEnded(false);
      return null;
    }
    throw error;
  }
}

/** Who is signed in; null where nobody is. */
export function useSession() {
  return useQuery({ queryKey: queryKeys.session, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
}

/** Ends the session on the server, here or on all devices, and leaves nothing of it in the page's memory. */
export async function signOut(everywhere: boolean): Promise<void> {
  await api.run('DELETE', everywhere ? '/api/sessions' : '/api/session');
  window.location.assign('/sign-in');
}

/** Forgets everything that an earlier session had read. */
export function startSession(queryClient: QueryClient, session: Session): void {
  queryClient.clear();
  reportSessionEnded(false);
  queryClient.setQueryData(queryKeys.session, session);
}
