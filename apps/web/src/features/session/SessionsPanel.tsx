import { type OwnSession, OwnSessionListSchema } from '@readroom/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, describeError } from '../../api/index.ts';
import { Badge, Button, ErrorState, Spinner, toast } from '../../ui/index.ts';
import { AccountPanel } from './AccountPanel.tsx';

const QUERY_KEY = ['own-sessions'];
const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const KINDS: Record<OwnSession['kind'], string | null> = { full: null, reroute: 'One study', viewer: 'Images only' };

/** Where the user is signed in; each session but this one can be ended. */
export function SessionsPanel() {
  const queryClient = useQueryClient();
  const list = useQuery({ queryKey: QUERY_KEY, queryFn: () => api.get('/api/sessions', OwnSessionListSchema) });
  const end = useMutation({
    mutationFn: (sessionId: string) => api.run('DELETE', `/api/sessions/${sessionId}`),
    onError: (error) => toast({ tone: 'danger', title: 'The session was not ended', description: describeError(error).message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: QUERY_KEY }),
  });
  return (
    <AccountPanel title="Where you are signed in">
      {list.isPending && (
        <div className="p-4">
          <Spinner label="Loading" />
        </div>
      )}
      {list.error && <ErrorState title="Your sessions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />}
      <ul className="m-0 list-none p-0">
        {list.data?.sessions.map((session) => (
          <li key={session.sessionId} className="flex flex-wrap items-center gap-3 border-border border-t px-4 py-3 first:border-t-0">
            <div className="min-w-0 flex-1">
              <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
                {session.device}
                {session.isCurrent && <Badge tone="success">This one</Badge>}
                {KINDS[session.kind] && <Badge tone="neutral">{KINDS[session.kind]}</Badge>}
              </p>
              <p className="m-0 text-[13px] text-muted">
                Signed in {when(session.createdAt)}, last used {when(session.lastSeenAt)}
              </p>
            </div>
            {!session.isCurrent && (
              <Button
                size="small"
                isBusy={end.isPending && end.variables === session.sessionId}
                aria-label={`End the session on ${session.device}, signed in ${when(session.createdAt)}`}
                onClick={() => end.mutate(session.sessionId)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </AccountPanel>
  );
}
