import { ActionSchema, type ViewerStudy, ViewerStudyCreateSchema, ViewerStudyListSchema, ViewerStudySchema } from '@readroom/contract';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Images, Plus } from 'lucide-react';
import { useState } from 'react';
import { api, queryKeys } from '../../../api/index.ts';
import { Button, EmptyState, Select } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { LinkDialog } from '../studies/LinkDialog.tsx';
import { EditViewerStudy } from './EditViewerStudy.tsx';
import { ViewerStudyDialog } from './ViewerStudyDialog.tsx';
import { type ViewerStudyAction, ViewerStudyRow } from './ViewerStudyRow.tsx';
import { createOf, NEW_VIEWER_STUDY } from './viewer-study-fields.ts';

const PATH = '/api/admin/viewer-studies';
const STATUSES = [
  { value: 'any', label: 'Any' },
  { value: 'incomplete', label: 'Incomplete' },
  { value: 'complete', label: 'Complete' },
] as const;
const CANCELLED = [
  { value: 'false', label: 'Not cancelled' },
  { value: 'true', label: 'Cancelled' },
  { value: '', label: 'Both' },
] as const;

/** Studies of the product Viewer: images without a report. */
export function ViewerStudiesPanel() {
  const queryClient = useQueryClient();
  const [status, setStatus] = useState<(typeof STATUSES)[number]['value']>('any');
  const [cancelled, setCancelled] = useState<(typeof CANCELLED)[number]['value']>('false');
  const list = useInfiniteQuery({
    queryKey: queryKeys.adminViewerStudyList({ status, cancelled }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ limit: '50', isCancelled: cancelled, ...(pageParam !== undefined && { cursor: pageParam }) });
      if (status !== 'any') params.set('studyViewerStatus', status);
      return api.post(`${PATH}/search?${params}`, {}, ViewerStudyListSchema, { signal });
    },
    getNextPageParam: (page) => page.cursor,
  });
  const [open, setOpen] = useState<{ what: 'create' } | { what: ViewerStudyAction; study: ViewerStudy } | null>(null);
  const close = () => setOpen(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: queryKeys.adminViewerStudies });
  return (
    <>
      <PanelHeader
        title="Viewer studies"
        lead="Images to look at, without a report. Ordered here or with an API key that has the Viewer."
        action={
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen({ what: 'create' })}>
            New viewer study
          </Button>
        }
      />
      <search aria-label="Filter viewer studies" className="mb-4 flex flex-wrap items-end gap-3">
        <Select label="Status" value={status} options={STATUSES} onChange={setStatus} />
        <Select label="Cancelled" value={cancelled} options={CANCELLED} onChange={setCancelled} />
      </search>
      <PagedList
        query={list}
        items={list.data?.pages.flatMap((page) => page.studies) ?? []}
        what="the viewer studies"
        empty={
          <EmptyState
            icon={<Images size={22} aria-hidden />}
            title={status === 'any' && cancelled === 'false' ? 'No viewer study yet' : 'No viewer study matches'}
          >
            Create one with the StudyInstanceUID of its images.
          </EmptyState>
        }
        keyOf={(study) => study.studyId}
      >
        {(study) => <ViewerStudyRow study={study} onAction={(what) => setOpen({ what, study })} onChanged={refresh} />}
      </PagedList>
      {open?.what === 'create' && (
        <ViewerStudyDialog
          title="New viewer study"
          description="Images that arrive under its StudyInstanceUID belong to it."
          action="Create"
          known={NEW_VIEWER_STUDY}
          study={null}
          schema={ViewerStudyCreateSchema}
          bodyOf={createOf}
          onSend={async (body) => {
            await api.post(PATH, body, ViewerStudySchema);
            await refresh();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'edit' && <EditViewerStudy study={open.study} onSaved={refresh} onClose={close} />}
      {open?.what === 'link' && (
        <LinkDialog
          subject={open.study.studyDescription}
          makes={{ path: `${PATH}/reroute-url`, studyId: open.study.studyId }}
          onMade={() => undefined}
          onClose={close}
        />
      )}
      {open?.what === 'cancel' && (
        <ConfirmDialog
          title="Cancel this study?"
          description={`${open.study.studyDescription}. Nobody can open a link to it. You can bring it back.`}
          action="Cancel the study"
          onConfirm={async () => {
            await api.post(`${PATH}/cancel`, { studyId: open.study.studyId }, ActionSchema);
            await refresh();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
