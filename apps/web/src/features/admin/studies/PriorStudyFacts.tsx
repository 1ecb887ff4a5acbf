import type { PriorStudy } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';
import { Badge } from '../../../ui/index.ts';
import { StatusBadge } from '../../study/index.ts';
import type { Patient } from './queries.ts';

/** What a study is known by: exam, date, patient and how far its report is. Inside of a button too. */
export function PriorStudyFacts({ study, patient, isNamed = false }: { study: PriorStudy; patient: Patient; isNamed?: boolean }) {
  const isOther = study.mrn !== null && patient.mrn !== null && study.mrn !== patient.mrn;
  return (
    <span className="flex min-w-0 flex-col gap-0.5">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 font-medium break-words">{study.studyDescription}</span>
        {study.studyType === 'external' && !study.isCancelled ? (
          <Badge>Archive</Badge>
        ) : (
          <StatusBadge status={study.studyReportStatus} isCancelled={study.isCancelled} />
        )}
        {isOther && <Badge tone="warning">Another MRN</Badge>}
        {isNamed && <Badge tone="accent">Named already</Badge>}
      </span>
      <span className="flex min-w-0 flex-wrap gap-x-3 text-[13px] text-muted">
        <span className="tabular">{[study.modality, study.studyDate ? day(study.studyDate) : 'no date'].filter(Boolean).join(', ')}</span>
        <span className="min-w-0 break-words">
          {[study.patientName ? readablePersonName(study.patientName) : 'No patient name', study.mrn].filter(Boolean).join(', ')}
        </span>
      </span>
    </span>
  );
}

/** A calendar day is the same everywhere. */
function day(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
}
