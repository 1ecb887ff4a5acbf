import { type AdminWebhookEvent, AdminWebhookEventListSchema } from '@readroom/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { api, queryKeys } from '../../../api/index.ts';
import { Badge, Button, EmptyState, Select } from '../../../ui/index.ts';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { EventDialog } from './EventDialog.tsx';
import { STATUSES, when } from './event-status.ts';

const OPTIONS = [
  { value: 'all', label: 'All' },
  { value: 'failed', label: STATUSES.failed.label },
  { value: 'pending', label: STATUSES.pending.label },
  { value: 'delivered', label: STATUSES.delivered.label },
] as const;
type Shown = (typeof OPTIONS)[number]['value'];

/** What was sent to the clinic's programs, and what they answered. */
export function WebhooksPanel() {
  const [shown, setShown] = useState<Shown>('all');
  const [openId, setOpenId] = useState<string | null>(null);
  const events = useInfiniteQuery({
    queryKey: queryKeys.adminWebhookEvents(shown),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ limit: '50' });
      if (shown !== 'all') params.set('status', shown);
      if (pageParam !== undefined) params.set('cursor', pageParam);
      return api.get(`/api/admin/webhook-events?${params}`, AdminWebhookEventListSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
  });
  return (
    <>
      <PanelHeader
        title="Webhook log"
        lead="What was sent to the programs behind the API keys in the last 30 days, and what they answered."
        action={<Select label="Shows" size="small" value={shown} options={OPTIONS} onChange={setShown} />}
      />
      <PagedList
        query={events}
        items={events.data?.pages.flatMap((page) => page.events) ?? []}
        what="the webhook log"
        empty={
          <EmptyState icon={<Webhook size={22} aria-hidden />} title={shown === 'all' ? 'Nothing was sent yet' : 'No such event'}>
            Events appear here once a key has a webhook URL.
          </EmptyState>
        }
        keyOf={(event) => event.eventId}
      >
        {(event) => <EventRow event={event} onOpen={() => setOpenId(event.eventId)} />}
      </PagedList>
      {openId && <EventDialog eventId={openId} onClose={() => setOpenId(null)} />}
    </>
  );
}

function EventRow({ event, onOpen }: { event: AdminWebhookEvent; onOpen: () => void }) {
  const { tone, label } = STATUSES[event.status];
  return (
    <>
      <div className="min-w-0 flex-1 basis-56">
        <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 break-all">{event.type}</span>
          <Badge tone={tone}>{label}</Badge>
          {event.warnings.length > 0 && <Badge tone="warning">Warnings</Badge>}
        </p>
        <p className="m-0 text-[13px] text-muted">
          To {event.apiKey.description}, {when(event.createdAt)}, {event.attempts === 1 ? '1 attempt' : `${event.attempts} attempts`}
          {event.nextAttemptAt && `, next ${when(event.nextAttemptAt)}`}
        </p>
      </div>
      <Button size="small" aria-label={`Details: ${event.type}, ${when(event.createdAt)}`} onClick={onOpen}>
        Details
      </Button>
    </>
  );
}
