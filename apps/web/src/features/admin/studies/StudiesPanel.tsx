import type { Study } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Plus, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { queryKeys } from '../../../api/index.ts';
import { classNames, EmptyState } from '../../../ui/index.ts';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { BulkBar } from './BulkBar.tsx';
import { BulkDialog, type BulkKind } from './BulkDialog.tsx';
import { STUDIES } from './list-address.ts';
import { useStudies } from './queries.ts';
import { StudyFilterBar } from './StudyFilterBar.tsx';
import { StudyRow } from './StudyRow.tsx';
import { useStudyFilters } from './use-study-filters.ts';

/** Every study that the user reaches, newest first; several at once can be changed. */
export function StudiesPanel() {
  const queryClient = useQueryClient();
  const { filters, words, askedWords, isFiltered, change, setWords, clear } = useStudyFilters();
  const list = useStudies(filters, askedWords);
  const studies = list.data?.pages.flatMap((page) => page.studies) ?? [];
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<{ kind: BulkKind; studies: Study[] } | null>(null);
  // Only what is seen is changed: a filter takes what it hides out of the choice.
  const chosen = studies.filter(({ studyId }) => chosenIds.has(studyId));
  const choose = (studyId: string, isChosen: boolean) => {
    const next = new Set(chosenIds);
    if (isChosen) next.add(studyId);
    else next.delete(studyId);
    setChosenIds(next);
  };
  return (
    <>
      <PanelHeader
        title="Studies"
        lead="What was ordered, and where it stands. Newest first."
        action={
          <Link
            href={`${STUDIES}/new`}
            className="inline-flex h-9 shrink-0 items-center gap-2 rounded-md bg-accent-solid px-3.5 font-medium text-on-accent no-underline hover:bg-accent-solid-hover"
          >
            <Plus size={16} aria-hidden />
            New study
          </Link>
        }
      />
      <StudyFilterBar filters={filters} words={words} isFiltered={isFiltered} onChange={change} onWords={setWords} onClear={clear} />
      {studies.length > 0 && (
        <BulkBar
          shown={studies.length}
          chosen={chosen.length}
          onAll={(isChosen) => setChosenIds(new Set(isChosen ? studies.map(({ studyId }) => studyId) : []))}
          onBulk={(kind) => setBulk({ kind, studies: chosen })}
        />
      )}
      <div className={classNames('transition-opacity', list.isPlaceholderData && 'opacity-60')} aria-busy={list.isPlaceholderData}>
        <PagedList
          query={list}
          items={studies}
          what="the studies"
          empty={
            <EmptyState icon={<ScanLine size={22} aria-hidden />} title={isFiltered ? 'No study matches' : 'No study yet'}>
              {isFiltered ? 'Change or clear the filters.' : 'Create one here, or let your PACS or RIS order them with an API key.'}
            </EmptyState>
          }
          keyOf={(study) => study.studyId}
        >
          {(study) => (
            <StudyRow study={study} isChosen={chosenIds.has(study.studyId)} onChoose={(isChosen) => choose(study.studyId, isChosen)} />
          )}
        </PagedList>
      </div>
      {bulk && (
        <BulkDialog
          kind={bulk.kind}
          studies={bulk.studies}
          onChanged={() => {
            void queryClient.invalidateQueries({ queryKey: queryKeys.adminStudyLists });
            void queryClient.invalidateQueries({ queryKey: queryKeys.worklist });
          }}
          onClose={(isDone) => {
            setBulk(null);
            if (isDone) setChosenIds(new Set());
          }}
        />
      )}
    </>
  );
}
