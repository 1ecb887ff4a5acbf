import type { ReportMetadata } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';

const SEXES = { male: 'Male', female: 'Female', other: 'Other' } as const;

/** Patient and exam as the report names them. */
export function ReportHeader({ header }: { header: ReportMetadata }) {
  const facts: [string, string | undefined][] = [
    ['Patient', header.patientName && readablePersonName(header.patientName)],
    ['MRN', header.mrn],
    ['Born', header.dateOfBirth],
    ['Age', header.age],
    ['Sex', header.sex && SEXES[header.sex]],
    ['Exam date', [header.studyDate, header.studyTime].filter(Boolean).join(' ') || undefined],
    ['Procedure', header.procedure],
    ['Referring', header.referringPhysicianName && readablePersonName(header.referringPhysicianName)],
    ['Facility', header.facilityName],
  ];
  const known = facts.filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <dl className="m-0 grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-4 gap-y-1.5 border-b border-border px-4 py-3 text-[13px]">
      {known.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-[11px] text-muted">{name}</dt>
          <dd className="m-0 tabular">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
