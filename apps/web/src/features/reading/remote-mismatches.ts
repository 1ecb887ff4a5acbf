import type { StudyPage } from '@readroom/contract';
import { findMismatches } from '@readroom/dicom/patient-match';
import type { FilePatient } from '../viewer/index.ts';

/** What order and images disagree on: of the stored images as the server says, and of those that come from elsewhere, each difference once. */
export function withRemoteMismatches(
  { mismatches, study }: Pick<StudyPage, 'mismatches' | 'study'>,
  files: readonly { patient: FilePatient }[],
): StudyPage['mismatches'] {
  const found = [...mismatches, ...files.flatMap((file) => findMismatches(study.reportMetadata, file.patient))];
  return [...new Map(found.map((mismatch) => [`${mismatch.field} ${mismatch.images}`, mismatch])).values()];
}
