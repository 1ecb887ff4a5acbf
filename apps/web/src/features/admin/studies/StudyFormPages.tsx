import type { Study } from '@readroom/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ScanLine } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'wouter';
import { ApiFailure } from '../../../api/index.ts';
import { EmptyState, ErrorState, Select, Spinner } from '../../../ui/index.ts';
import { ExternalReport } from '../../external/index.ts';
import { StatusBadge } from '../../study/index.ts';
import { listAddress } from './list-address.ts';
import { adminStudyQuery } from './queries.ts';
import { StudyActions } from './StudyActions.tsx';
import { StudyForm } from './StudyForm.tsx';
import type { StudyKind } from './study-fields.ts';

const KINDS = [
  { value: 'standard', label: 'To be read here' },
  { value: 'external', label: 'Archive: read elsewhere' },
] as const;

export function NewStudyPage() {
  const [kind, setKind] = useState<StudyKind>('standard');
  return (
    <div className="mx-auto max-w-3xl">
      <FormHeader title="New study" action={<Select label="Kind of study" value={kind} options={KINDS} onChange={setKind} />}>
        {kind === 'standard' ? 'It goes to the worklist at once.' : 'It is a prior of the patient, and nobody dictates it.'}
      </FormHeader>
      <StudyForm shown={null} kind={kind} />
    </div>
  );
}

export function EditStudyPage() {
  const { studyId = '' } = useParams<{ studyId: string }>();
  const query = useQuery(adminStudyQuery(studyId));
  const study = query.data?.value;
  if (query.isError && query.error instanceof ApiFailure && query.error.status === 404) {
    return (
      <EmptyState
        icon={<ScanLine size={22} aria-hidden />}
        title="There is no such study"
        actions={<Link href={listAddress()}>All studies</Link>}
      >
        It was deleted, or it is not shared with you.
      </EmptyState>
    );
  }
  if (query.isError && !study) {
    return <ErrorState title="It was not possible to load the study" error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data || !study) {
    return (
      <div className="flex justify-center p-10">
        <Spinner size={24} label="Loading the study" />
      </div>
    );
  }
  const kind = study.studyType ?? 'standard';
  return (
    <div className="mx-auto max-w-3xl">
      <FormHeader title={study.studyDescription} action={<StudyActions study={study} isInForm />}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          {kind === 'external' ? 'Archive study' : <StatusBadge status={study.studyReportStatus} isCancelled={study.isCancelled} />}
          <span>Created {new Date(study.createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}</span>
          <span>{createdBy(study)}</span>
        </span>
      </FormHeader>
      {kind === 'external' && (
        <div className="mb-6 h-64 resize-y overflow-hidden rounded-xl border border-border bg-surface-raised">
          <ExternalReport studyId={studyId} />
        </div>
      )}
      <StudyForm key={studyId} shown={query.data} kind={kind} />
    </div>
  );
}

function createdBy({ createdByUser, createdByApiKey }: Study): string {
  if (createdByUser) return `by ${[createdByUser.firstName, createdByUser.lastName].filter(Boolean).join(' ') || createdByUser.email}`;
  return createdByApiKey ? `by the API key ${createdByApiKey.description}` : '';
}

function FormHeader({ title, action, children }: { title: string; action: ReactNode; children: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-start gap-x-3 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <Link href={listAddress()} className="mb-1 inline-flex items-center gap-1 text-[13px] text-accent no-underline hover:underline">
          <ArrowLeft size={14} aria-hidden />
          All studies
        </Link>
        <h2 className="m-0 text-lg font-semibold break-words">{title}</h2>
        <div className="text-muted">{children}</div>
      </div>
      {action}
    </div>
  );
}
