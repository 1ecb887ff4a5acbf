import type { Session, StudyPage } from '@readroom/contract';
import { ArrowLeft, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { Badge, Logo, Tooltip } from '../../ui/index.ts';
import { UserMenu } from '../session/index.ts';
import { SeverityBadge, StatusBadge } from '../study/index.ts';
import { AddImagesMenu, type FoundFiles } from '../upload/index.ts';
import { AssignMenu } from './AssignMenu.tsx';
import { ClinicalContext } from './ClinicalContext.tsx';
import { studyFacts } from './facts.ts';
import { PatientBanner } from './PatientBanner.tsx';
import { wayBack } from './way-back.ts';

export interface StudyHeaderProps {
  page: StudyPage;
  session: Session;
  /** Nothing of the order and of the report: no assignment, no clinical context, no upload. */
  imagesOnly: boolean;
  onFound: (found: FoundFiles) => void;
  /** The way to the documents that came with the images. */
  documents: ReactNode;
}

/** Whose images and report these are, always in sight. */
export function StudyHeader({ page, session, imagesOnly, onFound, documents }: StudyHeaderProps) {
  const { study } = page;
  const back = wayBack(useHistoryState());
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-border bg-surface-raised px-3 py-1.5 max-md:gap-x-2">
      {session.kind === 'full' ? (
        <Tooltip content={back.label}>
          <Link
            href={back.address}
            state={back.state}
            aria-label={back.label}
            className="flex size-9 items-center justify-center rounded-md text-text hover:bg-surface-hover"
          >
            <ArrowLeft size={18} aria-hidden />
          </Link>
        </Tooltip>
      ) : (
        <Logo size={26} isMarkOnly />
      )}
      <div className="min-w-0 max-md:flex-1">
        <PatientBanner study={study} />
      </div>
      <span aria-hidden className="h-8 w-px bg-border max-md:hidden" />
      <div className="min-w-0 flex-1 max-md:order-last max-md:basis-full">
        <p className="m-0 truncate text-[13px] leading-tight font-medium">{study.studyDescription}</p>
        <p className="tabular m-0 truncate text-[13px] text-muted">{studyFacts(study) || 'No date'}</p>
      </div>
      <div className="flex items-center gap-2 max-md:ml-auto">
        <span className="flex items-center gap-2 max-lg:hidden">
          {study.severity !== 'normal' && <SeverityBadge severity={study.severity} />}
          {(page.product === 'autoscribe' || study.isCancelled) && (
            <StatusBadge status={study.studyReportStatus} isCancelled={study.isCancelled} />
          )}
          {study.isCritical && (
            <Badge tone="danger" icon={<TriangleAlert size={12} aria-hidden />}>
              Critical
            </Badge>
          )}
        </span>
        {!imagesOnly && page.product === 'autoscribe' && (
          <span className="flex max-lg:hidden">
            <AssignMenu page={page} user={session.user} />
          </span>
        )}
        {documents}
        {!imagesOnly && <ClinicalContext study={study} />}
        {!imagesOnly && page.permissions.uploadImages && <AddImagesMenu onFound={onFound} />}
        {session.user && <UserMenu session={session} />}
      </div>
    </header>
  );
}
