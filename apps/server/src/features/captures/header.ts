import type { DicomJson } from '@readroom/dicom';
import type { StudyRow } from '../access/index.ts';

/** What the order says of patient and study, as the header of an image would: for a study whose images are kept elsewhere. */
export function headerOfOrder(study: StudyRow): DicomJson {
  const { patientName, mrn, dateOfBirth, sex, studyDate, studyTime, referringPhysicianName } = study.reportMetadata;
  return {
    ...text('00080020', 'DA', studyDate?.replaceAll('-', '')),
    ...text('00080030', 'TM', studyTime && `${studyTime.replace(':', '')}00`),
    ...text('00080060', 'CS', study.modality?.toUpperCase().slice(0, 16)),
    ...name('00080090', referringPhysicianName),
    ...text('00081030', 'LO', study.studyDescription.slice(0, 64)),
    ...name('00100010', patientName),
    ...text('00100020', 'LO', mrn?.slice(0, 64)),
    ...text('00100030', 'DA', dateOfBirth?.replaceAll('-', '')),
    ...text('00100040', 'CS', sex?.charAt(0).toUpperCase()),
  };
}

/** LO and CS hold no backslash: it would begin another value (PS3.5 6.2). */
function text(tag: string, vr: string, value: string | null | undefined): DicomJson {
  return value ? { [tag]: { vr, Value: [value.replaceAll('\\', ' ')] } } : {};
}

/** A name that is not in DICOM's form stays whole, as the family name: guessing which word is which could name somebody else. At most 64 characters. */
function name(tag: string, value: string | undefined): DicomJson {
  return value ? { [tag]: { vr: 'PN', Value: [{ Alphabetic: value.replaceAll('\\', ' ').replaceAll('=', ' ').slice(0, 64) }] } } : {};
}
