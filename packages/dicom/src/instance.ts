import { type BulkData, formatTag, type ParsedDataSet, type ReadOptions, readDataSet } from './data-set.ts';
import { isoDate, isoTime } from './date-time.ts';
import { ElementValues } from './element-values.ts';
import { InvalidDicomError } from './errors.ts';
import { incompleteNativeData } from './pixel-data.ts';
import { describeTransferSyntax } from './transfer-syntax.ts';
import { isValidUid, trimUid } from './uid.ts';

/** What is known of one instance from its header. Dates are `YYYY-MM-DD`, times `HH:MM[:SS]`, lengths mm; null = absent or unreadable. */
export interface InstanceFacts {
  patient: { name: string | null; id: string | null; birthDate: string | null; sex: 'M' | 'F' | 'O' | null };
  study: {
    studyInstanceUid: string;
    date: string | null;
    time: string | null;
    description: string | null;
    accessionNumber: string | null;
    referringPhysicianName: string | null;
    institutionName: string | null;
  };
  series: {
    seriesInstanceUid: string;
    number: number | null;
    description: string | null;
    modality: string | null;
    bodyPartExamined: string | null;
    laterality: string | null;
  };
  instance: {
    sopInstanceUid: string;
    sopClassUid: string;
    number: number | null;
    transferSyntaxUid: string;
    /** The viewer has a decoder for the transfer syntax. */
    isDisplayable: boolean;
    numberOfFrames: number;
    rows: number | null;
    columns: number | null;
    samplesPerPixel: number | null;
    bitsAllocated: number | null;
    bitsStored: number | null;
    highBit: number | null;
    pixelRepresentation: number | null;
    photometricInterpretation: string | null;
    /** x, y, z of the first pixel's centre in mm (PS3.3 C.7.6.2.1.1). */
    imagePositionPatient: number[] | null;
    /** Row then column direction cosines. */
    imageOrientationPatient: number[] | null;
    /** Distance between rows, then between columns, in mm (PS3.3 10.7.1.3). */
    pixelSpacing: number[] | null;
    imagerPixelSpacing: number[] | null;
    sliceThickness: number | null;
    windowCenter: number[] | null;
    windowWidth: number[] | null;
    rescaleSlope: number | null;
    rescaleIntercept: number | null;
  };
  bulk: BulkData | null;
}

export type ParseResult = { kind: 'need-more-bytes'; atLeast: number } | { kind: 'instance'; facts: InstanceFacts; parsed: ParsedDataSet };

/**
 * Reads a DICOM file, or the head of one, into the facts the reading room keeps of it.
 *
 * `need-more-bytes` says that the header goes on behind `bytes`; call again with at least so many. Native pixel data is checked for completeness
 * against `totalSize` here; encapsulated data (`bulk.length === null`) has to run through EncapsulatedDataCheck.
 * @throws InvalidDicomError with the reason why the file is refused
 */
export function parseInstance(bytes: Uint8Array, options: ReadOptions): ParseResult {
  const read = readDataSet(bytes, options);
  if (read.kind === 'need-more-bytes') return read;
  const { parsed } = read;
  const facts = instanceFacts(parsed);
  const reason = parsed.bulk ? incompleteNativeData(parsed.bulk, facts.instance, parsed.dataSize) : missingPixelData(facts, parsed);
  if (reason) throw new InvalidDicomError('truncated', reason, { instance: facts.instance });
  return { kind: 'instance', facts, parsed };
}

/** Storage SOP classes of images (PS3.4 B.5): without pixel data they are a file that was cut between two elements. */
const IMAGE_STORAGE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.((1|2|3|4|6|7|12|13|14|20|77|128|130)(\.|$)|481\.1$)/;
/** MR spectroscopy and stereometric relationships are of these families and have none. */
const IMAGE_STORAGE_WITHOUT_PIXELS = new Set(['1.2.840.10008.5.1.4.1.1.4.2', '1.2.840.10008.5.1.4.1.1.77.1.5.3']);

function missingPixelData({ instance }: InstanceFacts, { dataSet }: ParsedDataSet): string | null {
  // JPIP objects refer to their pixels by PixelDataProviderURL (0028,7FE0).
  if (dataSet.elements.x00287fe0 || IMAGE_STORAGE_WITHOUT_PIXELS.has(instance.sopClassUid)) return null;
  const isImage = IMAGE_STORAGE.test(instance.sopClassUid) || (instance.rows !== null && instance.bitsAllocated !== null);
  return isImage ? 'The image has no pixel data: the file is cut off before it.' : null;
}

function instanceFacts({ meta, dataSet, transferSyntaxUid, bulk }: ParsedDataSet): InstanceFacts {
  const values = new ElementValues(dataSet);
  const sopInstanceUid = requireUid(values, 'x00080018', 'SOPInstanceUID');
  const metaSopInstanceUid = trimUid(meta.string('x00020003') ?? '');
  if (metaSopInstanceUid && metaSopInstanceUid !== sopInstanceUid) {
    throw new InvalidDicomError(
      'sop-instance-mismatch',
      'MediaStorageSOPInstanceUID (0002,0003) and SOPInstanceUID (0008,0018) name different instances.',
    );
  }
  return {
    patient: {
      name: values.personName('x00100010'),
      id: values.text('x00100020'),
      birthDate: isoDate(values.text('x00100030')),
      sex: patientSex(values.text('x00100040')),
    },
    study: {
      studyInstanceUid: requireUid(values, 'x0020000d', 'StudyInstanceUID'),
      date: isoDate(values.text('x00080020')),
      time: isoTime(values.text('x00080030')),
      description: values.text('x00081030'),
      accessionNumber: values.text('x00080050'),
      referringPhysicianName: values.personName('x00080090'),
      institutionName: values.text('x00080080'),
    },
    series: {
      seriesInstanceUid: requireUid(values, 'x0020000e', 'SeriesInstanceUID'),
      number: integer(values.number('x00200011')),
      description: values.text('x0008103e'),
      modality: values.text('x00080060'),
      bodyPartExamined: values.text('x00180015'),
      laterality: values.text('x00200060'),
    },
    instance: {
      sopInstanceUid,
      sopClassUid: requireUid(values, 'x00080016', 'SOPClassUID'),
      number: integer(values.number('x00200013')),
      transferSyntaxUid,
      isDisplayable: describeTransferSyntax(transferSyntaxUid).displayable,
      numberOfFrames: Math.max(1, integer(values.number('x00280008')) ?? 1),
      rows: values.uint16('x00280010'),
      columns: values.uint16('x00280011'),
      samplesPerPixel: values.uint16('x00280002'),
      bitsAllocated: values.uint16('x00280100'),
      bitsStored: values.uint16('x00280101'),
      highBit: values.uint16('x00280102'),
      pixelRepresentation: values.uint16('x00280103'),
      photometricInterpretation: values.text('x00280004'),
      ...geometryFacts(values),
    },
    bulk,
  };
}

function geometryFacts(values: ElementValues) {
  // Enhanced multi-frame objects keep geometry in functional groups (PS3.3 C.7.6.16.2); the first frame stands for the instance.
  const macro = (sequence: string): ElementValues => functionalGroup(values, sequence) ?? values;
  const measures = macro('x00289110');
  const voi = macro('x00289132');
  const transformation = macro('x00289145');
  return {
    imagePositionPatient: vector(macro('x00209113').numbers('x00200032'), 3),
    imageOrientationPatient: vector(macro('x00209116').numbers('x00200037'), 6),
    pixelSpacing: positive(vector(measures.numbers('x00280030'), 2)),
    imagerPixelSpacing: positive(vector(values.numbers('x00181164'), 2)),
    sliceThickness: measures.number('x00180050'),
    windowCenter: voi.numbers('x00281050'),
    windowWidth: voi.numbers('x00281051'),
    rescaleSlope: transformation.number('x00281053'),
    rescaleIntercept: transformation.number('x00281052'),
  };
}

function functionalGroup(values: ElementValues, macroSequence: string): ElementValues | null {
  for (const groups of ['x52009229', 'x52009230']) {
    const item = values.items(groups)[0]?.items(macroSequence)[0];
    if (item) return item;
  }
  return null;
}

function requireUid(values: ElementValues, tag: string, keyword: string): string {
  const uid = trimUid(values.text(tag) ?? '');
  if (!uid) throw new InvalidDicomError('missing-uid', `${keyword} ${formatTag(tag)} is missing.`);
  if (!isValidUid(uid)) {
    throw new InvalidDicomError(
      'invalid-uid',
      `${keyword} ${formatTag(tag)} is no valid UID (digits and dots, at most 64 characters, PS3.5 9.1).`,
    );
  }
  return uid;
}

function patientSex(value: string | null): 'M' | 'F' | 'O' | null {
  return value === 'M' || value === 'F' || value === 'O' ? value : null;
}

function integer(value: number | null): number | null {
  // IS is a signed 32-bit integer (PS3.5 6.2).
  return value !== null && (value | 0) === value ? value : null;
}

function vector(numbers: number[] | null, length: number): number[] | null {
  return numbers && numbers.length >= length ? numbers.slice(0, length) : null;
}

/** Zero or negative spacing is written by devices that know none; it must not become a measurement. */
function positive(numbers: number[] | null): number[] | null {
  return numbers?.every((number) => number > 0) ? numbers : null;
}
