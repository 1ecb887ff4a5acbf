import { ActionSchema, type ViewerStudy, ViewerStudyCreateSchema, ViewerStudyListSchema, ViewerStudySchema } from '@readroom/contract';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Images, Plus } from 'lucide-react';
import { useState } from 'react';
import { api, queryKeys } from '../../../api/index.ts';
import { Button, EmptyState } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { LinkDialog } from '../studies/LinkDialog.tsx';
import { useListFilters } from '../use-list-filters.ts';
import { EditViewerStudy } from './EditViewerStudy.tsx';
import { ViewerStudyDialog } from './ViewerStudyDialog.tsx';
import { ViewerStudyFilterBar } from './ViewerStudyFilterBar.tsx';
import { type ViewerStudyAction, ViewerStudyRow } from './ViewerStudyRow.tsx';
import { createOf, NEW_VIEWER_STUDY } from './viewer-study-fields.ts';
import { VIEWER_STUDY_FILTERS, viewerListQueryOf } from './viewer-study-filters.ts';

const PATH = '/api/admin/viewer-studies';

/** Studies of the product Viewer: images without a report. */
export function ViewerStudiesPanel() {
  const queryClient = useQueryClient();
  const { filters, words, askedWords, isFiltered, change, setWords, clear } = useListFilters(VIEWER_STUDY_FILTERS);
  const list = useInfiniteQuery({
    queryKey: queryKeys.adminViewerStudyList({ ...filters, words: askedWords }),
    initialPageParam: undefined as string | undefined,
    // The words go in the body: they may name a patient.
    queryFn: ({ pageParam, signal }) =>
      api.post(
        `${PATH}/search?${viewerListQueryOf(filters, pageParam)}`,
        askedWords === '' ? {} : { words: askedWords },
        ViewerStudyListSchema,
        { signal },
      ),
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
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
      <ViewerStudyFilterBar filters={filters} words={words} isFiltered={isFiltered} onChange={change} onWords={setWords} onClear={clear} />
      <PagedList
        query={list}
        items={list.data?.pages.flatMap((page) => page.studies) ?? []}
        what="the viewer studies"
        empty={
          <EmptyState icon={<Images size={22} aria-hidden />} title={isFiltered ? 'No viewer study matches' : 'No viewer study yet'}>
            {isFiltered ? 'Change or clear the filters.' : 'Create one with the StudyInstanceUID of its images.'}
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
