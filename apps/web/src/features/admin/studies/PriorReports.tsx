import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton, TextArea, TextField } from '../../../ui/index.ts';
import { useRowFocus } from '../use-row-focus.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { WIDE } from './FormSection.tsx';
import type { SectionProps } from './section.ts';
import { NEW_PRIOR, type PriorFields } from './study-fields.ts';

const MAX_ENTRIES = 50;
const TEXT = { label: 'Report text', required: true, className: WIDE, rows: 4, maxLength: 50_000 };

interface PriorReportsProps extends Pick<SectionProps, 'errors' | 'set' | 'removeRow'> {
  priors: PriorFields[];
  /** Bare texts, from programs of the API's first revision: a person who adds one says more of it, as a prior report. */
  texts: string[];
}

/** What was reported before, as it was sent with the study. */
export function PriorReports({ priors, texts, errors, set, removeRow }: PriorReportsProps) {
  const { list, focusRow } = useRowFocus();
  const ofPriors = useRowKeys(priors.length);
  const ofTexts = useRowKeys(texts.length);
  return (
    <fieldset ref={list} className={`${WIDE} m-0 flex min-w-0 flex-col gap-3 border-0 p-0`}>
      <legend className="mb-1.5 p-0 text-[13px] font-medium">Prior reports</legend>
      {priors.map((prior, index) => {
        const field = (name: keyof PriorFields) => {
          const error = errors[`priorReports.${index}.${name}`];
          return {
            value: prior[name],
            ...(error !== undefined && { error }),
            onChange: (event: { target: { value: string } }) =>
              set({ priorReports: priors.with(index, { ...prior, [name]: event.target.value }) }),
          };
        };
        return (
          <Card
            key={ofPriors.keys[index]}
            name={`Prior report ${index + 1}`}
            onRemove={() => {
              ofPriors.remove(index);
              removeRow('priorReports', index);
              focusRow(index);
            }}
          >
            <TextField label="Description" maxLength={1000} autoComplete="off" {...field('studyDescription')} />
            <TextField label="Date" type="date" {...field('studyDate')} />
            <TextField label="Modality" maxLength={100} autoComplete="off" {...field('modality')} />
            <TextField label="Your ID of that study" maxLength={256} autoComplete="off" {...field('externalStudyId')} />
            <TextArea {...TEXT} {...field('reportText')} />
          </Card>
        );
      })}
      {texts.map((text, index) => {
        const error = errors[`priorReportTexts.${index}`];
        return (
          <Card
            key={ofTexts.keys[index]}
            name={`Prior text ${index + 1}`}
            note="Sent by a program, without a date"
            onRemove={() => {
              ofTexts.remove(index);
              removeRow('priorReportTexts', index);
              focusRow(priors.length + index);
            }}
          >
            <TextArea
              {...TEXT}
              value={text}
              {...(error !== undefined && { error })}
              onChange={(event) => set({ priorReportTexts: texts.with(index, event.target.value) })}
            />
          </Card>
        );
      })}
      <Button
        size="small"
        className="self-start"
        icon={<Plus size={14} aria-hidden />}
        disabled={priors.length >= MAX_ENTRIES}
        data-add-row
        onClick={() => {
          set({ priorReports: [...priors, NEW_PRIOR] });
          focusRow(priors.length);
        }}
      >
        Add a prior report
      </Button>
    </fieldset>
  );
}

function Card({ name, note, onRemove, children }: { name: string; note?: string; onRemove: () => void; children: ReactNode }) {
  return (
    <fieldset data-row className="m-0 grid grid-cols-2 gap-4 rounded-lg border border-border p-4 max-sm:grid-cols-1 [&>*]:min-w-0">
      <legend className="sr-only">{name}</legend>
      <div className={`${WIDE} flex items-center justify-between gap-2`}>
        <div className="flex min-w-0 flex-wrap gap-x-2 text-[13px] text-muted">
          <span aria-hidden className="font-medium">
            {name}
          </span>
          {note && <span>{note}</span>}
        </div>
        <IconButton
          label={`Remove ${name.charAt(0).toLowerCase()}${name.slice(1)}`}
          size="small"
          icon={<X size={16} aria-hidden />}
          onClick={onRemove}
        />
      </div>
      {children}
    </fieldset>
  );
}
