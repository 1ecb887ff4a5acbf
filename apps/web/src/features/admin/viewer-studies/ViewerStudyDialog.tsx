import type { ViewerStudy } from '@readroom/contract';
import { Select, TextField } from '../../../ui/index.ts';
import { SEVERITY_LABELS } from '../../study/index.ts';
import { FormDialog, type FormDialogProps } from '../FormDialog.tsx';
import { MetadataEditor } from '../MetadataEditor.tsx';
import { checkPairs, metadataError } from '../metadata.ts';
import { customerOptions } from '../studies/customer-options.ts';
import { useCustomers, useReaders } from '../studies/queries.ts';
import { ReferenceField } from '../studies/ReferenceField.tsx';
import { UidField } from '../studies/UidField.tsx';
import { useFields } from '../use-fields.ts';
import type { ViewerStudyFields } from './viewer-study-fields.ts';

export interface ViewerStudyDialogProps extends Omit<FormDialogProps, 'bodyOf' | 'check' | 'children'> {
  known: ViewerStudyFields;
  /** Null for a new one. */
  study: ViewerStudy | null;
  bodyOf: (fields: ViewerStudyFields) => Record<string, unknown>;
}

const SEVERITIES = (['normal', 'high', 'stat'] as const).map((value) => ({ value, label: SEVERITY_LABELS[value] }));
const STATUSES = [
  { value: 'incomplete', label: 'Incomplete' },
  { value: 'complete', label: 'Complete' },
] as const;

/** Makes a study of the Viewer, or changes one. */
export function ViewerStudyDialog({ known, study, bodyOf, ...form }: ViewerStudyDialogProps) {
  const [fields, set] = useFields(known);
  const customers = useCustomers();
  const readers = useReaders();
  const current = study?.assignedTo;
  const people = readers.data ?? [];
  const readerOptions = [
    { value: '', label: 'Nobody' },
    ...(current && !people.some(({ userId }) => userId === current.userId)
      ? [{ value: current.userId, label: `${current.firstName ?? ''} ${current.lastName ?? current.email}`.trim() }]
      : []),
    ...people.map(({ userId, name }) => ({ value: userId, label: name })),
  ];
  const customerChoices = [{ value: '', label: 'None' }, ...customerOptions(customers.data?.filter(({ isActive }) => isActive))];
  return (
    <FormDialog {...form} bodyOf={() => bodyOf(fields)} check={() => checkPairs(fields.metadata)}>
      {(errors) => (
        <>
          <UidField
            value={fields.studyInstanceUid}
            error={errors.studyInstanceUid}
            onChange={study ? undefined : (studyInstanceUid) => set({ studyInstanceUid })}
          />
          <ReferenceField
            label="Study description"
            type="study_description"
            required
            maxLength={1000}
            expressCustomerId={fields.expressCustomerId || null}
            value={fields.studyDescription}
            error={errors.studyDescription}
            onChange={(studyDescription) => set({ studyDescription })}
          />
          <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
            <Select label="Priority" value={fields.severity} options={SEVERITIES} onChange={(severity) => set({ severity })} />
            <Select
              label="Assigned to"
              value={fields.assignedTo}
              options={readerOptions}
              isDisabled={study?.isCancelled ?? false}
              {...(errors.assignedTo !== undefined && { error: errors.assignedTo })}
              {...(readers.isError && { hint: 'The readers cannot be read now. Close this and try again to choose one.' })}
              onChange={(assignedTo) => set({ assignedTo })}
            />
            {study ? (
              <>
                <TextField label="Customer" readOnly value={study.expressCustomer?.expressCustomerName ?? 'None'} hint="Stays as it is." />
                <Select
                  label="Status"
                  value={fields.studyViewerStatus}
                  options={STATUSES}
                  onChange={(studyViewerStatus) => set({ studyViewerStatus })}
                />
              </>
            ) : (
              <Select
                label="Customer"
                value={fields.expressCustomerId}
                options={customerChoices}
                {...(errors.expressCustomerId !== undefined && { error: errors.expressCustomerId })}
                {...(customers.isError && { hint: 'The customers cannot be read now. Close this and try again to choose one.' })}
                onChange={(expressCustomerId) => set({ expressCustomerId })}
              />
            )}
          </div>
          <MetadataEditor pairs={fields.metadata} error={metadataError(errors)} onChange={(metadata) => set({ metadata })} />
        </>
      )}
    </FormDialog>
  );
}
