import type { Study } from '@readroom/contract';
import { patientFacts, patientName } from './facts.ts';

/** Whose study it is: over the images and over the report, always in sight. */
export function PatientBanner({ study }: { study: Study }) {
  const { mrn } = study.reportMetadata;
  const facts = patientFacts(study);
  return (
    <>
      <h1 className="m-0 truncate text-[15px] leading-tight font-semibold">
        <bdi>{patientName(study)}</bdi>
      </h1>
      <p className="tabular m-0 truncate text-[13px] text-muted">
        {mrn ? (
          <>
            MRN <span className="identifier text-text">{mrn}</span>
          </>
        ) : (
          'No MRN'
        )}
        {facts && `, ${facts}`}
      </p>
    </>
  );
}
