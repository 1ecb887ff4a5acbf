import dcmjs from 'dcmjs';
import type { DicomJson, DicomJsonAttribute } from './dicom-json.ts';
import { EXPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';

/** What a Secondary Capture object is made of. UIDs and the time are given: this package knows neither chance nor clock. */
export interface Capture {
  /** 8-bit red, green and blue, row by row: `rows * columns * 3` bytes. */
  rgb: Uint8Array;
  rows: number;
  columns: number;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  seriesNumber: number;
  seriesDescription: string;
  sopInstanceUid: string;
  instanceNumber: number;
  /** Local time: `YYYYMMDD` and `HHMMSS`. */
  capturedAt: { date: string; time: string };
  /** The header of an image of the study: whose patient, study and modality it is. */
  header: DicomJson;
  /** The image that was on the screen, where it is known. */
  source: { sopClassUid: string; sopInstanceUid: string } | null;
}

export const SECONDARY_CAPTURE_STORAGE = '1.2.840.10008.5.1.4.1.1.7';
/** Names this implementation in the file meta information (PS3.10 7.1): a UUID as a UID (PS3.5 B.2). */
const IMPLEMENTATION_CLASS_UID = '2.25.299817462290837562912674489823176538341';

/** Attributes of the Patient and General Study modules that every image of a study repeats (PS3.3 C.7.1.1, C.7.2.1, C.7.2.2). */
const OF_PATIENT_AND_STUDY = [
  ['00080020', 'DA'],
  ['00080030', 'TM'],
  ['00080050', 'SH'],
  ['00080090', 'PN'],
  ['00081030', 'LO'],
  ['00100010', 'PN'],
  ['00100020', 'LO'],
  ['00100021', 'LO'],
  ['00100030', 'DA'],
  ['00100040', 'CS'],
  ['00101010', 'AS'],
  ['00101020', 'DS'],
  ['00101030', 'DS'],
  ['00200010', 'SH'],
] as const;
/** Type 2: there even if empty. */
const ALWAYS_THERE = new Set(['00080020', '00080030', '00080050', '00080090', '00100010', '00100020', '00100030', '00100040', '00200010']);

/**
 * A Secondary Capture Image (PS3.3 A.8.1) of what a workstation showed, as a Part 10 file in Explicit VR Little Endian. It may show names and measurements, so it says
 * that annotation is burned in. Throws RangeError where the pixels are not as many as rows and columns say.
 */
export function secondaryCapture(capture: Capture): Uint8Array {
  const { rgb, rows, columns, capturedAt, header, source } = capture;
  if (rgb.length !== rows * columns * 3) throw new RangeError(`expected ${rows * columns * 3} bytes of pixels, got ${rgb.length}`);
  const file = new dcmjs.data.DicomDict({
    '00020001': { vr: 'OB', Value: [Uint8Array.of(0, 1).buffer] },
    '00020002': one('UI', SECONDARY_CAPTURE_STORAGE),
    '00020003': one('UI', capture.sopInstanceUid),
    '00020010': one('UI', EXPLICIT_LITTLE_ENDIAN),
    '00020012': one('UI', IMPLEMENTATION_CLASS_UID),
    '00020013': one('SH', 'READROOM'),
  });
  const wasLossy = header['00282110']?.Value?.[0] === '01';
  const elements: Record<string, { vr: string; Value: unknown[] }> = {
    ...patientAndStudy(header),
    '00080005': one('CS', 'ISO_IR 192'),
    '00080008': { vr: 'CS', Value: ['DERIVED', 'SECONDARY'] },
    '00080012': one('DA', capturedAt.date),
    '00080013': one('TM', capturedAt.time),
    '00080016': one('UI', SECONDARY_CAPTURE_STORAGE),
    '00080018': one('UI', capture.sopInstanceUid),
    '00080023': one('DA', capturedAt.date),
    '00080033': one('TM', capturedAt.time),
    // Of the equipment that made the source image (C.8.6.1).
    '00080060': one('CS', textOf(header, '00080060') ?? 'OT'),
    // Workstation.
    '00080064': one('CS', 'WSD'),
    '0008103E': one('LO', capture.seriesDescription),
    '00082111': one('ST', 'Captured from the screen of a viewer'),
    ...(source && { '00082112': { vr: 'SQ', Value: [referenceTo(source)] } }),
    '00181012': one('DA', capturedAt.date),
    '00181014': one('TM', capturedAt.time),
    '00181016': one('LO', 'Readroom'),
    '0020000D': one('UI', capture.studyInstanceUid),
    '0020000E': one('UI', capture.seriesInstanceUid),
    '00200011': one('IS', capture.seriesNumber),
    '00200013': one('IS', capture.instanceNumber),
    '00200020': { vr: 'CS', Value: [] },
    '00280002': one('US', 3),
    '00280004': one('CS', 'RGB'),
    '00280006': one('US', 0),
    '00280010': one('US', rows),
    '00280011': one('US', columns),
    '00280100': one('US', 8),
    '00280101': one('US', 8),
    '00280102': one('US', 7),
    '00280103': one('US', 0),
    '00280301': one('CS', 'YES'),
    // Once lossy, always lossy (C.7.6.1.1.5).
    ...(wasLossy && { '00282110': one('CS', '01') }),
    '7FE00010': { vr: 'OB', Value: [evenLength(rgb)] },
  };
  // Elements stand in the order of their tags (PS3.5 7.1).
  file.dict = Object.fromEntries(Object.entries(elements).sort(([a], [b]) => (a < b ? -1 : 1)));
  return new Uint8Array(file.write({ fragmentMultiframe: false }));
}

function patientAndStudy(header: DicomJson): Record<string, { vr: string; Value: unknown[] }> {
  const entries = OF_PATIENT_AND_STUDY.map(
    ([tag, vr]) => [tag, { vr, Value: (header[tag]?.Value ?? []).filter((one) => one !== null) }] as const,
  );
  return Object.fromEntries(entries.filter(([tag, { Value }]) => Value.length > 0 || ALWAYS_THERE.has(tag)));
}

function referenceTo({ sopClassUid, sopInstanceUid }: NonNullable<Capture['source']>) {
  return { '00081150': one('UI', sopClassUid), '00081155': one('UI', sopInstanceUid) };
}

function textOf(header: DicomJson, tag: string): string | null {
  const value: unknown = (header[tag] as DicomJsonAttribute | undefined)?.Value?.[0];
  return typeof value === 'string' && value !== '' ? value : null;
}

function one(vr: string, value: string | number): { vr: string; Value: unknown[] } {
  return { vr, Value: [value] };
}

/** Values have an even length (PS3.5 7.1.1). */
function evenLength(bytes: Uint8Array): ArrayBuffer {
  const even = new Uint8Array(bytes.length + (bytes.length % 2));
  even.set(bytes);
  return even.buffer;
}
