import type { Study } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';

/** Patient and exam, so that the right study is changed. */
export function subjectOf(study: Pick<Study, 'studyDescription' | 'reportMetadata'>): string {
  const { patientName } = study.reportMetadata;
  return patientName ? `${readablePersonName(patientName)}, ${study.studyDescription}` : study.studyDescription;
}
