import { findMismatches } from '@readroom/dicom/patient-match';
import { formatPersonName } from '@readroom/dicom/person-name';
import type { FilePatient } from '../viewer/index.ts';

/** A patient as the header of the page names them. */
export interface ShownPatient {
  name: string;
  patientId: string | null;
  /** `1987-03-09`, or as the files have it. */
  birthDate: string | null;
  sex: string | null;
}

const SEXES: Record<string, string> = { M: 'male', F: 'female', O: 'other sex' };

/** The patients of these files, each once. Who has the same id, or where ids are missing the same name, is one. */
export function patientsOf(files: readonly { patient: FilePatient }[]): ShownPatient[] {
  const patients: FilePatient[] = [];
  for (const { patient } of files) {
    if (!patients.some((known) => isSamePatient(known, patient))) patients.push(patient);
  }
  return patients.map(({ patientName, patientId, patientBirthDate, patientSex }) => ({
    name: formatPersonName(patientName ?? '') || 'No patient name',
    patientId,
    birthDate: patientBirthDate?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') ?? null,
    sex: SEXES[patientSex ?? ''] ?? null,
  }));
}

function isSamePatient(a: FilePatient, b: FilePatient): boolean {
  const order = { mrn: a.patientId ?? undefined, patientName: formatPersonName(a.patientName ?? '') || undefined };
  return findMismatches(order, b).length === 0;
}
