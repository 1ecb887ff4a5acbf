import { type Session, SessionAnswerSchema } from '@readroom/contract';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { api, queryKeys, reportSessionEnded } from '../../api/index.ts';
import { leaveTo } from '../../ui/index.ts';

/** Asks the server who is signed in. */
export async function readSession(): Promise<Session | null> {
  const { session } = await api.get('/api/session', SessionAnswerSchema);
  return session;
}

/** Who is signed in; null where nobody is. */
export function useSession() {
  return useQuery({ queryKey: queryKeys.session, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
}

/** Ends the session on the server, here or on all devices, and leaves nothing of it in the page's memory nor, by `forget`, on this computer. */
export async function signOut(everywhere: boolean, forget: () => void): Promise<void> {
  await api.run('DELETE', everywhere ? '/api/sessions' : '/api/session');
  forget();
  leaveTo('/sign-in');
}

/** After a sign-in: forgets everything that an earlier session had read, and reads who is here now. */
export async function startSession(queryClient: QueryClient): Promise<Session | null> {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.session[0] });
  reportSessionEnded(false);
  // An answer that is still on its way may be from before the sign-in, and would be taken for the new one.
  await queryClient.cancelQueries({ queryKey: queryKeys.session });
  return queryClient.fetchQuery({ queryKey: queryKeys.session, queryFn: readSession, staleTime: 0 });
}
