import type { Study } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';
import { Link } from 'wouter';
import { Badge } from '../../../ui/index.ts';
import { SeverityBadge, StatusBadge } from '../../study/index.ts';
import { STUDIES } from './list-address.ts';
import { StudyActions } from './StudyActions.tsx';
import { subjectOf } from './subject.ts';

const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function StudyRow({ study, isChosen, onChoose }: { study: Study; isChosen: boolean; onChoose: (isChosen: boolean) => void }) {
  const { patientName, mrn } = study.reportMetadata;
  return (
    <>
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-accent-solid"
        aria-label={`Choose ${subjectOf(study)}`}
        checked={isChosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_14rem_12rem] items-center gap-x-6 gap-y-1 max-lg:grid-cols-1">
        <div className="min-w-0">
          <Link href={`${STUDIES}/${study.studyId}`} className="block font-medium wrap-anywhere text-text no-underline hover:underline">
            {study.studyDescription}
          </Link>
          <p className="m-0 text-[13px] wrap-anywhere text-muted">
            {[patientName ? readablePersonName(patientName) : 'No patient name', mrn, study.modality].filter(Boolean).join(', ')}
          </p>
        </div>
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          {study.studyType === 'external' && !study.isCancelled ? (
            <Badge>Archive</Badge>
          ) : (
            <StatusBadge status={study.studyReportStatus} isCancelled={study.isCancelled} />
          )}
          <SeverityBadge severity={study.severity} />
          {study.isCritical && <Badge tone="danger">Critical</Badge>}
        </div>
        <div className="min-w-0 text-[13px] text-muted">
          <p className="m-0 wrap-anywhere">{[readerOf(study), study.expressCustomer?.expressCustomerName].filter(Boolean).join(', ')}</p>
          <p className="m-0">{when(study.createdAt)}</p>
        </div>
      </div>
      <StudyActions study={study} />
    </>
  );
}

/** Who has it; an archive study is nobody's to read. */
function readerOf({ assignedTo, studyType }: Study): string | null {
  if (studyType === 'external') return null;
  return assignedTo ? [assignedTo.firstName, assignedTo.lastName].filter(Boolean).join(' ') || assignedTo.email : 'Nobody';
}
