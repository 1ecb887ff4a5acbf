import { type OwnSession, OwnSessionListSchema } from '@readroom/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { api, describeError } from '../../api/index.ts';
import { Badge, Button, ErrorState, focusFirstLeft, Spinner, toast } from '../../ui/index.ts';
import { AccountPanel } from './AccountPanel.tsx';

const NONE: OwnSession[] = [];
const QUERY_KEY = ['own-sessions'];
const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const KINDS: Record<OwnSession['kind'], string | null> = { full: null, reroute: 'One study', viewer: 'Images only' };

/** Where the user is signed in; each session but this one can be ended. */
export function SessionsPanel() {
  const queryClient = useQueryClient();
  const read = useQuery({ queryKey: QUERY_KEY, queryFn: () => api.get('/api/sessions', OwnSessionListSchema) });
  const sessions = read.data?.sessions ?? NONE;
  const end = useMutation({
    mutationFn: (sessionId: string) => api.run('DELETE', `/api/sessions/${sessionId}`),
    onError: (error) => toast({ tone: 'danger', title: 'The session was not ended', description: describeError(error).message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: QUERY_KEY }),
  });
  const list = useRef<HTMLUListElement>(null);
  const ended = useRef<{ sessionId: string; place: number }>(null);
  // The row goes with its button: the focus goes on to the next one, or to what the list is of.
  useLayoutEffect(() => {
    const gone = ended.current;
    if (!gone || sessions.some(({ sessionId }) => sessionId === gone.sessionId)) return;
    ended.current = null;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = buttons[Math.min(gone.place, buttons.length - 1)] ?? list.current?.closest('section')?.querySelector('h2');
    if (next) focusFirstLeft([next]);
  }, [sessions]);
  const endOf = ({ sessionId }: OwnSession) => {
    const others = sessions.filter(({ isCurrent }) => !isCurrent);
    ended.current = { sessionId, place: others.findIndex((other) => other.sessionId === sessionId) };
    end.mutate(sessionId);
  };
  return (
    <AccountPanel title="Where you are signed in">
      {read.isPending && (
        <div className="p-4">
          <Spinner label="Loading" />
        </div>
      )}
      {read.error && <ErrorState title="Your sessions could not be loaded" error={read.error} onRetry={() => void read.refetch()} />}
      <ul ref={list} className="m-0 list-none p-0">
        {sessions.map((session) => (
          <li key={session.sessionId} className="flex flex-wrap items-center gap-3 border-border border-t px-4 py-3 first:border-t-0">
            <div className="min-w-0 flex-1">
              <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
                <span className="min-w-0 wrap-anywhere">{session.device}</span>
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
                onClick={() => endOf(session)}
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
