import type { WebhookUrlField } from '@readroom/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Select, TextField } from '../../../ui/index.ts';
import { FormDialog } from '../FormDialog.tsx';
import type { KeyFields } from './key-fields.ts';

export interface KeyDialogProps {
  title: string;
  description: string;
  action: string;
  known: KeyFields;
  /** The scope of a key never changes. */
  isScopeFixed: boolean;
  schema: z.ZodType;
  bodyOf: (fields: KeyFields) => Record<string, unknown>;
  onSend: (body: Record<string, unknown>) => Promise<unknown>;
  lost?: string;
  onClose: () => void;
}

const SCOPES = [
  { value: 'self', label: 'What this key created' },
  { value: 'all', label: 'The whole clinic' },
] as const;

/** Each may stay empty: then nobody is asked, or told. */
const WEBHOOKS = [
  {
    field: 'studyWebhookUrl',
    label: 'Study webhook URL',
    hint: 'Asked for images of a study or an ephemeral session, and for clinical context.',
  },
  { field: 'reportWebhookUrl', label: 'Report webhook URL', hint: 'Hears of every signed report.' },
  {
    field: 'patientStudyWebhookUrl',
    label: 'Patient study webhook URL',
    hint: 'Asked when this key sends images of a study that nobody ordered: then the study is made from the answer and the images.',
  },
  {
    field: 'secondaryCaptureWebhookUrl',
    label: 'Secondary capture webhook URL',
    hint: 'Asked where to upload what is captured in the viewer.',
  },
  { field: 'modalityWorklistWebhookUrl', label: 'Modality worklist webhook URL', hint: 'Asked what scanners are to do next.' },
] as const satisfies { field: WebhookUrlField; label: string; hint: string }[];

/** Makes an API key, or changes what one may do. */
export function KeyDialog({ known, isScopeFixed, bodyOf, ...form }: KeyDialogProps) {
  const [fields, setFields] = useState(known);
  const set = (change: Partial<KeyFields>) => setFields({ ...fields, ...change });
  return (
    <FormDialog {...form} bodyOf={() => bodyOf(fields)}>
      {(errors) => (
        <>
          <TextField
            label="Description"
            required
            maxLength={200}
            hint="Which program uses it, such as the name of the PACS."
            value={fields.description}
            {...(errors.description !== undefined && { error: errors.description })}
            onChange={(event) => set({ description: event.target.value })}
          />
          <Select label="Reaches" value={fields.scope} options={SCOPES} isDisabled={isScopeFixed} onChange={(scope) => set({ scope })} />
          <Checkbox
            label="Viewer"
            hint="May use the Viewer's operations too."
            checked={fields.isViewerEnabled}
            onChange={(event) => set({ isViewerEnabled: event.target.checked })}
          />
          <Checkbox
            label="Clinical context enrichment"
            hint="Its study webhook is asked for clinical context when a report is first opened."
            checked={fields.isClinicalContextEnrichmentEnabled}
            onChange={(event) => set({ isClinicalContextEnrichmentEnabled: event.target.checked })}
          />
          {WEBHOOKS.map(({ field, label, hint }) => (
            <TextField
              key={field}
              label={label}
              type="url"
              placeholder="https://"
              hint={hint}
              value={fields[field]}
              {...(errors[field] !== undefined && { error: errors[field] })}
              onChange={(event) => set({ [field]: event.target.value })}
            />
          ))}
        </>
      )}
    </FormDialog>
  );
}
