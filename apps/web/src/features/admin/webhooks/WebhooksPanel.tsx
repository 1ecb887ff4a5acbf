import { AdminKeyListSchema, type AdminWebhookEvent, AdminWebhookEventListSchema, WEBHOOK_TYPES } from '@readroom/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { api, queryKeys } from '../../../api/index.ts';
import { Badge, Button, EmptyState, Select } from '../../../ui/index.ts';
import { FilterBar } from '../FilterBar.tsx';
import { oneOf } from '../list-filters.ts';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { useListFilters } from '../use-list-filters.ts';
import { EventDialog } from './EventDialog.tsx';
import { STATUSES, when } from './event-status.ts';

const FILTERS = z.object({
  status: oneOf(['all', 'failed', 'pending', 'delivered']),
  type: oneOf(['all', ...WEBHOOK_TYPES]),
  apiKeyId: z.uuid().catch('all'),
});

const STATUS_OPTIONS = [
  { value: 'all' as const, label: 'Any' },
  ...(['failed', 'pending', 'delivered'] as const).map((value) => ({ value, label: STATUSES[value].label })),
];
const TYPE_OPTIONS = [{ value: 'all' as const, label: 'Any' }, ...WEBHOOK_TYPES.map((type) => ({ value: type, label: type }))];

/** What was sent to the clinic's programs, and what they answered. */
export function WebhooksPanel() {
  const { filters, isFiltered, change, clear } = useListFilters(FILTERS);
  const [openId, setOpenId] = useState<string | null>(null);
  const keys = useQuery({
    queryKey: queryKeys.adminKeys,
    queryFn: ({ signal }) => api.get('/api/admin/keys', AdminKeyListSchema, { signal }),
  });
  const events = useInfiniteQuery({
    queryKey: queryKeys.adminWebhookEvents(filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ limit: '50' });
      for (const [name, value] of Object.entries(filters)) if (value !== 'all') params.set(name, value);
      if (pageParam !== undefined) params.set('cursor', pageParam);
      return api.get(`/api/admin/webhook-events?${params}`, AdminWebhookEventListSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
  });
  const keyOptions = [
    { value: 'all', label: 'Any' },
    ...(keys.data?.keys ?? []).map(({ apiKeyId, description, hint, revokedAt }) => ({
      value: apiKeyId,
      label: `${description} (${hint.slice(-5)}${revokedAt ? ', revoked' : ''})`,
    })),
  ];
  return (
    <>
      <PanelHeader
        title="Webhook log"
        lead="What was sent to the programs behind the API keys in the last 30 days, and what they answered."
      />
      <FilterBar label="Filter the webhook log" isFiltered={isFiltered} onClear={clear} className="max-sm:grid max-sm:grid-cols-1">
        <Select label="Outcome" value={filters.status} options={STATUS_OPTIONS} onChange={(status) => change({ status })} />
        <Select label="Type" value={filters.type} options={TYPE_OPTIONS} onChange={(type) => change({ type })} />
        <Select
          label="API key"
          className="sm:max-w-72"
          value={filters.apiKeyId}
          options={keyOptions}
          onChange={(apiKeyId) => change({ apiKeyId })}
        />
      </FilterBar>
      <PagedList
        query={events}
        items={events.data?.pages.flatMap((page) => page.events) ?? []}
        what="the webhook log"
        empty={
          <EmptyState icon={<Webhook size={22} aria-hidden />} title={isFiltered ? 'No such event' : 'Nothing was sent yet'}>
            {isFiltered
              ? 'No event of the last 30 days matches. Clear the filters to see all.'
              : 'Events appear here once a key has a webhook URL.'}
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
        <p className="m-0 text-[13px] wrap-anywhere text-muted">
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
