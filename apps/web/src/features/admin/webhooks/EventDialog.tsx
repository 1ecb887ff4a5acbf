import { type AdminWebhookEventDetail, AdminWebhookEventDetailSchema } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { Badge, Button, Dialog, ErrorState, Spinner, toast } from '../../../ui/index.ts';
import { STATUSES, when } from './event-status.ts';

/** One event with every attempt, and the way to send it again. */
export function EventDialog({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const queryClient = useQueryClient();
  const path = `/api/admin/webhook-events/${eventId}`;
  const event = useQuery({
    queryKey: queryKeys.adminWebhookEvent(eventId),
    queryFn: ({ signal }) => api.get(path, AdminWebhookEventDetailSchema, { signal }),
  });
  const resend = async () => {
    try {
      await api.post(`${path}/resend`, undefined, AdminWebhookEventDetailSchema);
      toast({ tone: 'success', title: 'The event is sent again' });
      await queryClient.invalidateQueries({ queryKey: ['admin', 'webhook-events'] });
    } catch (error) {
      toast({ tone: 'danger', title: 'The event was not sent again', description: describeError(error).message });
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={event.data?.type ?? 'Event'}
      description={event.data ? `To ${event.data.apiKey.description}, ${when(event.data.createdAt)}` : eventId}
      footer={
        event.data?.mode === 'async' && (
          <Button variant="primary" onClick={resend}>
            Send again
          </Button>
        )
      }
    >
      {event.isPending && (
        <div className="flex justify-center p-6">
          <Spinner label="Loading the event" />
        </div>
      )}
      {event.isError && <ErrorState title="The event could not be loaded" error={event.error} onRetry={() => void event.refetch()} />}
      {event.data && <Attempts event={event.data} />}
    </Dialog>
  );
}

function Attempts({ event }: { event: AdminWebhookEventDetail }) {
  const { tone, label } = STATUSES[event.status];
  return (
    <div className="flex flex-col gap-3">
      <p className="m-0 flex flex-wrap items-center gap-2">
        <Badge tone={tone}>{label}</Badge>
        {event.nextAttemptAt && <span className="text-muted">Next attempt {when(event.nextAttemptAt)}</span>}
      </p>
      {event.warnings.length > 0 && (
        <ul className="m-0 rounded-md bg-warning-surface py-2 pr-3 pl-7 text-warning">
          {event.warnings.map((warning) => (
            <li key={warning} className="wrap-anywhere">
              {warning}
            </li>
          ))}
        </ul>
      )}
      {event.attemptLog.length === 0 && (
        <p className="m-0 text-muted">{event.status === 'pending' ? 'It was not tried yet.' : 'It was not tried.'}</p>
      )}
      <ol className="m-0 flex list-none flex-col gap-2 p-0">
        {event.attemptLog.map((attempt) => (
          <li key={attempt.attempt} className="rounded-md border border-border px-3 py-2">
            <p className="m-0 font-medium">
              Attempt {attempt.attempt}: {attempt.statusCode === null ? 'no answer' : `answered ${attempt.statusCode}`}
            </p>
            <p className="tabular m-0 text-[13px] text-muted">
              {when(attempt.startedAt)}, {attempt.durationMs} ms
            </p>
            {attempt.error && <p className="m-0 text-[13px] wrap-anywhere text-danger">{attempt.error}</p>}
            {attempt.response && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              <pre tabIndex={0} className="mt-1 mb-0 max-h-32 overflow-auto rounded bg-surface p-2 text-xs whitespace-pre-wrap break-words">
                {attempt.response}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
