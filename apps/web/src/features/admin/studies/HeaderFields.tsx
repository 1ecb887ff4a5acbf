import { Select, TextField } from '../../../ui/index.ts';
import { FormSection, WIDE } from './FormSection.tsx';
import { ReferenceField, type ReferenceFieldProps } from './ReferenceField.tsx';
import type { SectionProps } from './section.ts';
import type { HeaderFields as Header } from './study-fields.ts';

const SEXES = [
  { value: '', label: 'Not known' },
  { value: 'female', label: 'Female' },
  { value: 'male', label: 'Male' },
  { value: 'other', label: 'Other' },
] as const;
const HEIGHT_UNITS = [
  { value: 'cm', label: 'cm' },
  { value: 'in', label: 'in' },
] as const;
const WEIGHT_UNITS = [
  { value: 'kg', label: 'kg' },
  { value: 'lbs', label: 'lbs' },
] as const;

/** The header of the report: patient, exam and referrer. */
export function HeaderFields({ fields, set, errors }: SectionProps) {
  const { header } = fields;
  const change = (part: Partial<Header>) => set({ header: { ...header, ...part } });
  const errorOf = (name: string) => errors[`reportMetadata.${name}`];
  const text = (
    name: 'patientName' | 'mrn' | 'age' | 'dateOfBirth' | 'studyDate' | 'studyTime' | 'height' | 'weight',
    path: string = name,
  ) => {
    const error = errorOf(path);
    return {
      value: header[name],
      autoComplete: 'off',
      ...(error !== undefined && { error }),
      onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
    };
  };
  const reference = (
    name: 'procedure' | 'facilityName' | 'referringPhysicianName',
    type: ReferenceFieldProps['type'],
  ): Omit<ReferenceFieldProps, 'label' | 'maxLength'> => ({
    type,
    expressCustomerId: fields.expressCustomerId || null,
    value: header[name],
    error: errorOf(name),
    onChange: (value) => change({ [name]: value }),
  });
  return (
    <>
      <FormSection title="Patient">
        <TextField label="Patient name" className={WIDE} placeholder="Jane Q Doe, or Doe^Jane^Q" maxLength={500} {...text('patientName')} />
        <TextField label="MRN" maxLength={200} {...text('mrn')} />
        <TextField
          label="Patient ID in another system"
          maxLength={256}
          autoComplete="off"
          value={fields.externalPatientId}
          {...(errors.externalPatientId !== undefined && { error: errors.externalPatientId })}
          onChange={(event) => set({ externalPatientId: event.target.value })}
        />
        <TextField label="Date of birth" type="date" {...text('dateOfBirth')} />
        <TextField label="Age" placeholder="61 y" maxLength={50} {...text('age')} />
        <Select label="Sex" value={header.sex} options={SEXES} onChange={(sex) => change({ sex })} />
        <div className="grid grid-cols-2 gap-4 max-lg:col-span-2 max-sm:col-span-1 max-sm:grid-cols-1">
          <div className="flex items-start gap-2">
            <TextField label="Height" type="number" min={0} step="any" className="min-w-0 flex-1" {...text('height', 'height.value')} />
            <Select
              label="Unit of height"
              isLabelHidden
              className="mt-[24.85px] w-18"
              value={header.heightUnit}
              options={HEIGHT_UNITS}
              onChange={(heightUnit) => change({ heightUnit })}
            />
          </div>
          <div className="flex items-start gap-2">
            <TextField label="Weight" type="number" min={0} step="any" className="min-w-0 flex-1" {...text('weight', 'weight.value')} />
            <Select
              label="Unit of weight"
              isLabelHidden
              className="mt-[24.85px] w-18"
              value={header.weightUnit}
              options={WEIGHT_UNITS}
              onChange={(weightUnit) => change({ weightUnit })}
            />
          </div>
        </div>
      </FormSection>
      <FormSection title="Exam">
        <TextField label="Study date" type="date" {...text('studyDate')} />
        <TextField label="Study time" type="time" {...text('studyTime')} />
        <div className={WIDE}>
          <ReferenceField label="Procedure" maxLength={1000} {...reference('procedure', 'procedure')} />
        </div>
        <ReferenceField label="Facility" maxLength={500} {...reference('facilityName', 'facility')} />
        <ReferenceField label="Referring provider" maxLength={500} {...reference('referringPhysicianName', 'referring_provider')} />
      </FormSection>
    </>
  );
}
