/** The patient as an order names them: name as people write it, date as `YYYY-MM-DD`. */
export interface OrderedPatient {
  patientName?: string | undefined;
  mrn?: string | undefined;
  dateOfBirth?: string | undefined;
  sex?: 'male' | 'female' | 'other' | undefined;
}

/** The patient as images name them, in DICOM's own writing. */
export interface ImagedPatient {
  patientName?: string | null | undefined;
  patientId?: string | null | undefined;
  patientBirthDate?: string | null | undefined;
  patientSex?: string | null | undefined;
}

export interface Mismatch {
  field: string;
  order: string;
  images: string;
}

/**
 * Patient facts that order and images both state, and state differently: one patient's images under another's name must be seen before they are read. Names are compared
 * without order, case, accents and punctuation, because "DOE^JANE" and "Jane Doe" are the same.
 */
export function findMismatches(order: OrderedPatient, images: ImagedPatient): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const compare = (field: string, ordered: string | undefined, imaged: string | null | undefined, normalise: (text: string) => string) => {
    if (!ordered || !imaged) return;
    const [a, b] = [normalise(ordered), normalise(imaged)];
    const written = normalise === nameKey && ordered.includes('^') ? readableName(ordered) : ordered;
    if (a !== '' && b !== '' && a !== b) mismatches.push({ field, order: written, images: imaged });
  };
  compare('Patient ID', order.mrn, images.patientId, (text) => text.trim().toLowerCase());
  compare('Patient name', order.patientName, images.patientName && readableName(images.patientName), nameKey);
  compare('Date of birth', order.dateOfBirth, images.patientBirthDate && readableDate(images.patientBirthDate), (text) => text);
  compare('Sex', order.sex, images.patientSex && SEX[images.patientSex.trim().toUpperCase()], (text) => text);
  return mismatches;
}

/** DICOM Patient's Sex (0010,0040) in the contract's words. */
const SEX: Record<string, string> = { M: 'male', F: 'female', O: 'other' };

/** The alphabetic group of a PN value (PS3.5 6.2.1.2), given name first. */
function readableName(personName: string): string {
  const [family = '', given = '', middle = ''] = (personName.split('=')[0] ?? '').split('^');
  return [given, middle, family]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

function nameKey(name: string): string {
  const letters = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  return letters
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((part) => part !== '')
    .sort()
    .join(' ');
}

/** DA (20260603) to 2026-06-03; empty where it is none. */
function readableDate(da: string): string {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(da.trim());
  return match ? `${match[1]}-${match[2]}-${match[3]}` : '';
}
