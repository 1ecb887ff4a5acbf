import { AuditLogSchema } from '@readroom/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, ScrollText } from 'lucide-react';
import { api, queryKeys } from '../../../api/index.ts';
import { Button, EmptyState, Menu, MenuItem, toast } from '../../../ui/index.ts';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { AuditFilterBar } from './AuditFilterBar.tsx';
import { AuditRow } from './AuditRow.tsx';
import { areDaysReversed, auditQuery, isFiltered } from './audit-filters.ts';
import { IntegrityCard } from './IntegrityCard.tsx';
import { useAuditFilters } from './use-audit-filters.ts';

/** Everything that somebody or something did in this clinic. */
export function AuditPanel() {
  const { filters, change, clear } = useAuditFilters();
  const isReversed = areDaysReversed(filters);
  const query = auditQuery(filters).toString();
  const log = useInfiniteQuery({
    queryKey: queryKeys.adminAudit({ query }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      params.set('limit', '50');
      if (pageParam !== undefined) params.set('cursor', pageParam);
      return api.get(`/api/admin/audit?${params}`, AuditLogSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
    // Looking is itself on record: a window that comes to the front is no new look.
    refetchOnWindowFocus: false,
    enabled: !isReversed,
  });
  const events = log.data?.pages.flatMap((page) => page.events) ?? [];
  // An address knows an id: the name is on record with whatever they did.
  const named = events.find(({ actor }) => actor.id === filters.actor?.id)?.actor.name;
  const actor = filters.actor && { ...filters.actor, name: filters.actor.name || named || filters.actor.id };
  return (
    <>
      <PanelHeader
        title="Audit log"
        lead="Who did what, and when. No row is ever changed or removed, and none holds anything of a patient."
        action={
          <Menu trigger={<Button icon={<Download size={16} aria-hidden />}>Export</Button>}>
            <MenuItem isDisabled={isReversed} onSelect={() => download('csv', query)}>
              CSV, for a spreadsheet
            </MenuItem>
            <MenuItem isDisabled={isReversed} onSelect={() => download('jsonl', query)}>
              JSON Lines, for a program
            </MenuItem>
          </Menu>
        }
      />
      <IntegrityCard />
      <AuditFilterBar filters={{ ...filters, actor }} isFiltered={isFiltered(filters)} onChange={change} onClear={clear} />
      <PagedList
        query={isReversed ? { ...log, isPending: false, hasNextPage: false } : log}
        items={isReversed ? [] : events}
        what="the audit log"
        empty={
          <EmptyState icon={<ScrollText size={22} aria-hidden />} title="No such event">
            {isReversed
              ? 'The first day is later than the last one. Change one of them.'
              : 'Nothing on record matches these filters. Widen or clear them.'}
          </EmptyState>
        }
        keyOf={(event) => event.eventId}
      >
        {(event) => (
          <AuditRow event={event} onOnlyActor={(actor) => change({ actor })} onOnlyStudy={(study) => change({ studyId: study })} />
        )}
      </PagedList>
    </>
  );
}

/** The browser's own download: it streams to the disk, shows how far it is, and can be cancelled there. */
function download(format: 'csv' | 'jsonl', query: string): void {
  const params = new URLSearchParams(query);
  params.set('format', format);
  const link = document.createElement('a');
  link.href = `/api/admin/audit/export?${params}`;
  link.download = '';
  link.click();
  toast({
    tone: 'info',
    title: 'The export has begun',
    description: 'It holds every event of the filters that you see, and is itself on record.',
  });
}
