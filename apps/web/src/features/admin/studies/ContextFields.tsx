import { Plus, X } from 'lucide-react';
import { Button, IconButton, TextArea, TextField } from '../../../ui/index.ts';
import { FormSection, WIDE } from './FormSection.tsx';
import type { SectionProps } from './section.ts';
import { NEW_PRIOR, type PriorFields } from './study-fields.ts';

const MAX_ENTRIES = 50;

/** What the radiologist is told beside the images. */
export function ContextFields({ fields, set, errors, study }: SectionProps) {
  const text = (name: 'clinicalHistory' | 'clinicalIndication' | 'technologistTechnique') => {
    const error = errors[name];
    return {
      value: fields[name],
      maxLength: 50_000,
      ...(error !== undefined && { error }),
      onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
    };
  };
  return (
    <FormSection title="Clinical context">
      <TextArea label="Clinical indication" className={WIDE} {...text('clinicalIndication')} />
      <TextArea label="Clinical history" className={WIDE} {...text('clinicalHistory')} />
      <TextArea label="Technique, from the technologist" className={WIDE} {...text('technologistTechnique')} />
      <Notes notes={fields.technologistNotes} errors={errors} onChange={(technologistNotes) => set({ technologistNotes })} />
      <Priors
        priors={fields.priorReports}
        others={(study?.priorReportTexts.length ?? 0) + (study?.priorStudyIds.length ?? 0)}
        errors={errors}
        onChange={(priorReports) => set({ priorReports })}
      />
    </FormSection>
  );
}

function Notes(props: { notes: string[]; errors: SectionProps['errors']; onChange: (notes: string[]) => void }) {
  const { notes, errors, onChange } = props;
  return (
    <fieldset className={`${WIDE} m-0 flex flex-col gap-2 border-0 p-0`}>
      <legend className="mb-1.5 p-0 text-[13px] font-medium">Notes of the technologist</legend>
      {notes.map((note, index) => {
        const error = errors[`technologistNotes.${index}`];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a note is nothing but its place and its text
          <div key={index} className="flex items-start gap-2">
            <TextField
              label={`Note ${index + 1}`}
              isLabelHidden
              className="min-w-0 flex-1"
              maxLength={1000}
              value={note}
              {...(error !== undefined && { error })}
              onChange={(event) => onChange(notes.with(index, event.target.value))}
            />
            <IconButton
              label={`Remove note ${index + 1}`}
              icon={<X size={16} aria-hidden />}
              onClick={() => onChange(notes.toSpliced(index, 1))}
            />
          </div>
        );
      })}
      <Button
        size="small"
        className="self-start"
        icon={<Plus size={14} aria-hidden />}
        disabled={notes.length >= MAX_ENTRIES}
        onClick={() => onChange([...notes, ''])}
      >
        Add a note
      </Button>
    </fieldset>
  );
}

interface PriorsProps {
  priors: PriorFields[];
  /** How many came as bare texts or studies, from programs of the API's first revision. */
  others: number;
  errors: SectionProps['errors'];
  onChange: (priors: PriorFields[]) => void;
}

function Priors({ priors, others, errors, onChange }: PriorsProps) {
  return (
    <fieldset className={`${WIDE} m-0 flex flex-col gap-3 border-0 p-0`}>
      <legend className="mb-1.5 p-0 text-[13px] font-medium">Prior reports</legend>
      {priors.map((prior, index) => {
        const field = (name: keyof PriorFields) => {
          const error = errors[`priorReports.${index}.${name}`];
          return {
            value: prior[name],
            ...(error !== undefined && { error }),
            onChange: (event: { target: { value: string } }) => onChange(priors.with(index, { ...prior, [name]: event.target.value })),
          };
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a prior has no identity but its place
          <fieldset key={index} className="m-0 grid grid-cols-2 gap-4 rounded-lg border border-border p-4 max-sm:grid-cols-1 [&>*]:min-w-0">
            <legend className="sr-only">Prior report {index + 1}</legend>
            <div className={`${WIDE} flex items-center justify-between gap-2`}>
              <span aria-hidden className="text-[13px] font-medium text-muted">
                Prior {index + 1}
              </span>
              <IconButton
                label={`Remove prior report ${index + 1}`}
                size="small"
                icon={<X size={16} aria-hidden />}
                onClick={() => onChange(priors.toSpliced(index, 1))}
              />
            </div>
            <TextField label="Description" maxLength={1000} autoComplete="off" {...field('studyDescription')} />
            <TextField label="Date" type="date" {...field('studyDate')} />
            <TextField label="Modality" maxLength={100} autoComplete="off" {...field('modality')} />
            <TextField label="Your ID of that study" maxLength={256} autoComplete="off" {...field('externalStudyId')} />
            <TextArea label="Report text" required className={WIDE} rows={4} maxLength={50_000} {...field('reportText')} />
          </fieldset>
        );
      })}
      {others > 0 && (
        <p className="m-0 text-[13px] text-muted">
          {others === 1 ? 'One more prior was' : `${others} more priors were`} sent by a program as a bare text or as a study; they stay as
          they are.
        </p>
      )}
      <Button
        size="small"
        className="self-start"
        icon={<Plus size={14} aria-hidden />}
        disabled={priors.length >= MAX_ENTRIES}
        onClick={() => onChange([...priors, NEW_PRIOR])}
      >
        Add a prior report
      </Button>
    </fieldset>
  );
}
