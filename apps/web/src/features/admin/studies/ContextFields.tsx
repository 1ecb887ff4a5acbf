import { Plus, X } from 'lucide-react';
import { Button, IconButton, TextArea, TextField } from '../../../ui/index.ts';
import { useRowFocus } from '../use-row-focus.ts';
import { FormSection, WIDE } from './FormSection.tsx';
import { PriorReports } from './PriorReports.tsx';
import { PriorStudies } from './PriorStudies.tsx';
import type { SectionProps } from './section.ts';

const MAX_ENTRIES = 50;

/** What the radiologist is told beside the images. */
export function ContextFields({ fields, set, errors, removeRow, study }: SectionProps) {
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
      <Notes
        notes={fields.technologistNotes}
        errors={errors}
        onChange={(technologistNotes) => set({ technologistNotes })}
        onRemove={(index) => removeRow('technologistNotes', index)}
      />
      <PriorReports priors={fields.priorReports} texts={fields.priorReportTexts} errors={errors} set={set} removeRow={removeRow} />
      <PriorStudies
        studyIds={fields.priorStudyIds}
        ofStudyId={study?.studyId ?? null}
        patient={{ mrn: fields.header.mrn.trim() || null, expressCustomerId: fields.expressCustomerId || null }}
        errors={errors}
        onAdd={(studyId) => set({ priorStudyIds: [...fields.priorStudyIds, studyId] })}
        onRemove={(index) => removeRow('priorStudyIds', index)}
      />
    </FormSection>
  );
}

interface NotesProps {
  notes: string[];
  errors: SectionProps['errors'];
  onChange: (notes: string[]) => void;
  onRemove: (index: number) => void;
}

function Notes({ notes, errors, onChange, onRemove }: NotesProps) {
  const { list, focusRow } = useRowFocus();
  return (
    <fieldset ref={list} className={`${WIDE} m-0 flex flex-col gap-2 border-0 p-0`}>
      <legend className="mb-1.5 p-0 text-[13px] font-medium">Notes of the technologist</legend>
      {notes.map((note, index) => {
        const error = errors[`technologistNotes.${index}`];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a note is nothing but its place and its text
          <div key={index} data-row className="flex items-start gap-2">
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
              onClick={() => {
                onRemove(index);
                focusRow(index);
              }}
            />
          </div>
        );
      })}
      <Button
        size="small"
        className="self-start"
        icon={<Plus size={14} aria-hidden />}
        disabled={notes.length >= MAX_ENTRIES}
        data-add-row
        onClick={() => {
          onChange([...notes, '']);
          focusRow(notes.length);
        }}
      >
        Add a note
      </Button>
    </fieldset>
  );
}
