import { Select, TextField } from '../../../ui/index.ts';
import { SEVERITY_LABELS } from '../../study/index.ts';
import { isAssignable } from './assignable.ts';
import { customerOptions } from './customer-options.ts';
import { FormSection, WIDE } from './FormSection.tsx';
import { useCustomers, useReaders } from './queries.ts';
import { ReferenceField } from './ReferenceField.tsx';
import type { SectionProps } from './section.ts';
import { UidField } from './UidField.tsx';

const SEVERITIES = (['normal', 'high', 'stat'] as const).map((value) => ({ value, label: SEVERITY_LABELS[value] }));

/** What was ordered, how urgent it is, and for whom. */
export function OrderFields({ fields, set, errors, kind, study }: SectionProps) {
  const customers = useCustomers();
  const readers = useReaders();
  // Who is no reader any more keeps the study until somebody else is chosen.
  const current = study?.assignedTo;
  const isSigned = study?.studyReportStatus === 'completed' || study?.studyReportStatus === 'addendum_active';
  const known = readers.data ?? [];
  const readerOptions = [
    { value: '', label: 'Nobody' },
    ...(current && !known.some(({ userId }) => userId === current.userId)
      ? [{ value: current.userId, label: `${current.firstName ?? ''} ${current.lastName ?? current.email}`.trim() }]
      : []),
    ...known.map(({ userId, name }) => ({ value: userId, label: name })),
  ];
  const ofStudy = study?.expressCustomer;
  const customerChoices = [
    { value: '', label: 'None' },
    ...(ofStudy && !customers.data ? [{ value: ofStudy.expressCustomerId, label: ofStudy.expressCustomerName }] : []),
    ...customerOptions(
      customers.data?.filter(({ isActive, expressCustomerId }) => isActive || expressCustomerId === ofStudy?.expressCustomerId),
    ),
  ];
  return (
    <FormSection title="Order">
      <div className={WIDE}>
        <UidField
          value={fields.studyInstanceUid}
          error={errors.studyInstanceUid}
          onChange={study ? undefined : (studyInstanceUid) => set({ studyInstanceUid })}
        />
      </div>
      <div className={WIDE}>
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
      </div>
      <Select label="Priority" value={fields.severity} options={SEVERITIES} onChange={(severity) => set({ severity })} />
      <TextField
        label="Modality"
        placeholder="CT"
        maxLength={100}
        autoComplete="off"
        value={fields.modality}
        {...(errors.modality !== undefined && { error: errors.modality })}
        onChange={(event) => set({ modality: event.target.value })}
      />
      <Select
        label="Customer"
        className={kind === 'external' ? WIDE : ''}
        value={fields.expressCustomerId}
        options={customerChoices}
        {...(errors.expressCustomerId !== undefined && { error: errors.expressCustomerId })}
        {...(customers.isError && { hint: 'The customers cannot be read now. Reload the page to choose one.' })}
        onChange={(expressCustomerId) => set({ expressCustomerId })}
      />
      {kind === 'standard' && (
        <Select
          label="Assigned to"
          value={fields.assignedTo}
          options={readerOptions}
          {...(errors.assignedTo !== undefined && { error: errors.assignedTo })}
          {...(readers.isError && { hint: 'The readers cannot be read now. Reload the page to choose one.' })}
          {...(isSigned && { hint: 'It is signed and stays with its reader.' })}
          isDisabled={study != null && !isAssignable(study)}
          onChange={(assignedTo) => set({ assignedTo })}
        />
      )}
    </FormSection>
  );
}
