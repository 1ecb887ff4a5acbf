import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, IconButton } from '../../../ui/index.ts';
import { useRowFocus } from '../use-row-focus.ts';
import { WIDE } from './FormSection.tsx';
import { PriorStudyFacts } from './PriorStudyFacts.tsx';
import { PriorStudyPicker } from './PriorStudyPicker.tsx';
import type { Patient } from './queries.ts';
import type { SectionProps } from './section.ts';
import { useNamedStudies } from './use-named-studies.ts';

const MAX_ENTRIES = 50;

interface PriorStudiesProps {
  studyIds: string[];
  /** No study is its own prior; null for a new one. */
  ofStudyId: string | null;
  patient: Patient;
  errors: SectionProps['errors'];
  onAdd: (studyId: string) => void;
  onRemove: (index: number) => void;
}

/** Studies of the clinic that are priors of this one: the reading room shows what was signed about them. */
export function PriorStudies({ studyIds, ofStudyId, patient, errors, onAdd, onRemove }: PriorStudiesProps) {
  const [isPicking, setPicking] = useState(false);
  const { studies, others, remember } = useNamedStudies(studyIds);
  const { list, focusRow } = useRowFocus();
  const noteId = useId();
  return (
    <fieldset ref={list} className={`${WIDE} m-0 flex min-w-0 flex-col gap-2 border-0 p-0`}>
      <legend className="mb-1.5 p-0 text-[13px] font-medium">Prior studies</legend>
      {studyIds.length > 0 && (
        <ul aria-label="Prior studies" className="m-0 list-none rounded-lg border border-border p-0">
          {studyIds.map((studyId, index) => {
            const study = studies.get(studyId);
            const error = errors[`priorStudyIds.${index}`];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a program may name a study twice
              <li key={index} data-row className="flex items-start gap-2 border-t border-border py-2.5 pr-2 pl-4 first:border-t-0">
                <div className="min-w-0 flex-1">
                  {study ? <PriorStudyFacts study={study} patient={patient} /> : <UnknownStudy studyId={studyId} state={others} />}
                  {error !== undefined && (
                    <p id={`${noteId}-${index}`} className="m-0 text-[13px] text-danger">
                      {error}
                    </p>
                  )}
                </div>
                <IconButton
                  label={`Remove prior study ${index + 1}: ${study?.studyDescription ?? studyId}`}
                  size="small"
                  icon={<X size={16} aria-hidden />}
                  {...(error !== undefined && { 'aria-invalid': true, 'aria-describedby': `${noteId}-${index}` })}
                  onClick={() => {
                    onRemove(index);
                    focusRow(index);
                  }}
                />
              </li>
            );
          })}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="small"
          icon={<Plus size={14} aria-hidden />}
          disabled={studyIds.length >= MAX_ENTRIES}
          data-add-row
          onClick={() => setPicking(true)}
        >
          Add a prior study
        </Button>
        {studyIds.length === 0 && <span className="text-[13px] text-muted">A study of this clinic whose signed report is a prior.</span>}
      </div>
      {isPicking && (
        <PriorStudyPicker
          patient={patient}
          ofStudyId={ofStudyId}
          namedIds={studyIds}
          onChoose={(study) => {
            remember(study);
            onAdd(study.studyId);
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </fieldset>
  );
}

const UNKNOWN = {
  looked_for: 'Looking it up…',
  gone: 'It was deleted, or it is not shared with you.',
  not_told: 'It cannot be looked up now. It stays as it is.',
};

function UnknownStudy({ studyId, state }: { studyId: string; state: keyof typeof UNKNOWN }) {
  return (
    <>
      <p className="m-0 font-mono text-[13px] break-all">{studyId}</p>
      <p className="m-0 text-[13px] text-muted">{UNKNOWN[state]}</p>
    </>
  );
}
