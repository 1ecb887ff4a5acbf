import { TextField } from '../../../ui/index.ts';
import { FormDialog, type FormDialogProps } from '../FormDialog.tsx';
import { MetadataEditor } from '../MetadataEditor.tsx';
import { checkPairs, metadataError } from '../metadata.ts';
import { useFields } from '../use-fields.ts';
import type { CustomerFields } from './customer-fields.ts';

export interface CustomerDialogProps extends Omit<FormDialogProps, 'bodyOf' | 'check' | 'children'> {
  known: CustomerFields;
  bodyOf: (fields: CustomerFields) => Record<string, unknown>;
}

/** Makes a customer, or changes one. */
export function CustomerDialog({ known, bodyOf, ...form }: CustomerDialogProps) {
  const [fields, set] = useFields(known);
  return (
    <FormDialog {...form} bodyOf={() => bodyOf(fields)} check={() => checkPairs(fields.metadata)}>
      {(errors) => (
        <>
          <TextField
            label="Name"
            required
            maxLength={500}
            autoComplete="off"
            value={fields.expressCustomerName}
            {...(errors.expressCustomerName !== undefined && { error: errors.expressCustomerName })}
            onChange={(event) => set({ expressCustomerName: event.target.value })}
          />
          <MetadataEditor pairs={fields.metadata} error={metadataError(errors)} onChange={(metadata) => set({ metadata })} />
        </>
      )}
    </FormDialog>
  );
}
