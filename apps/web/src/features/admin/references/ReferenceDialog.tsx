import { Select, TextField } from '../../../ui/index.ts';
import { FormDialog, type FormDialogProps } from '../FormDialog.tsx';
import { MetadataEditor } from '../MetadataEditor.tsx';
import { checkPairs, metadataError } from '../metadata.ts';
import { customerOptions } from '../studies/customer-options.ts';
import { useCustomers } from '../studies/queries.ts';
import { useFields } from '../use-fields.ts';
import { type ReferenceFields, TYPE_LABELS, TYPES } from './reference-fields.ts';

export interface ReferenceDialogProps extends Omit<FormDialogProps, 'bodyOf' | 'check' | 'children'> {
  known: ReferenceFields;
  /** What it is a name of, and its id in another system, never change. */
  isFixed: boolean;
  bodyOf: (fields: ReferenceFields) => Record<string, unknown>;
}

/** Makes a clinical reference, or changes one. */
export function ReferenceDialog({ known, isFixed, bodyOf, ...form }: ReferenceDialogProps) {
  const [fields, set] = useFields(known);
  const customers = useCustomers();
  const customerChoices = [{ value: '', label: 'None: for the whole clinic' }, ...customerOptions(customers.data)];
  return (
    <FormDialog {...form} bodyOf={() => bodyOf(fields)} check={() => checkPairs(fields.metadata)}>
      {(errors) => (
        <>
          {isFixed ? (
            <TextField label="Type" readOnly value={TYPE_LABELS[fields.type]} hint="Stays as it is." />
          ) : (
            <Select label="Type" value={fields.type} options={TYPES} onChange={(type) => set({ type })} />
          )}
          <TextField
            label="Name"
            required
            maxLength={1000}
            autoComplete="off"
            hint="As it is to stand in studies and reports."
            value={fields.name}
            {...(errors.name !== undefined && { error: errors.name })}
            onChange={(event) => set({ name: event.target.value })}
          />
          <Select
            label="Customer"
            value={fields.expressCustomerId}
            options={customerChoices}
            {...(errors.expressCustomerId !== undefined && { error: errors.expressCustomerId })}
            {...(customers.isError && { hint: 'The customers cannot be read now. Close this and try again to choose one.' })}
            onChange={(expressCustomerId) => set({ expressCustomerId })}
          />
          <TextField
            label="ID in another system"
            maxLength={256}
            autoComplete="off"
            readOnly={isFixed}
            {...(isFixed && { hint: 'Stays as it is.' })}
            value={fields.externalReferenceId}
            {...(errors.externalReferenceId !== undefined && { error: errors.externalReferenceId })}
            onChange={(event) => set({ externalReferenceId: event.target.value })}
          />
          <MetadataEditor pairs={fields.metadata} error={metadataError(errors)} onChange={(metadata) => set({ metadata })} />
        </>
      )}
    </FormDialog>
  );
}
