import type { Study } from '@readroom/contract';

/** Patient and exam, so that the right study is changed. */
export function subjectOf(study: Pick<Study, 'studyDescription' | 'reportMetadata'>): string {
  const { patientName } = study.reportMetadata;
  return patientName ? `${patientName}, ${study.studyDescription}` : study.studyDescription;
}
