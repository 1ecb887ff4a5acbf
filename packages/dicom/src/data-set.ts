import type { ByteArrayParser, ByteStream, DataSet, Element } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { dictionaryVr } from './dictionary.ts';
import { InvalidDicomError } from './errors.ts';
import { describeFileType } from './file-signature.ts';
import { DEFLATED_EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';
import { trimUid } from './uid.ts';

/**
 * Undoes the Deflated transfer syntax (raw deflate, RFC 1951). `isComplete` says whether `deflated` is the whole stream: if so a cut-off stream
 * must throw, if not everything that the bytes yield is returned. Injected because this package does no I/O and has no codec of its own.
 */
export type Inflate = (deflated: Uint8Array, isComplete: boolean) => Uint8Array;

export interface ReadOptions {
  /** Size of the whole file in bytes; more than `bytes.length` where `bytes` is only its head. */
  totalSize: number;
  inflate?: Inflate;
}

/** The element that holds the bulk of the object: where its value starts and how long it says it is. */
export interface BulkData {
  tag: string;
  vr: string | null;
  /** Offset of the value in the file; for a deflated file in the inflated data set. */
  offset: number;
  /** Declared length in bytes; null = undefined length, the value is a sequence of items (PS3.5 A.4). */
  length: number | null;
}

export interface ParsedDataSet {
  meta: DataSet;
  dataSet: DataSet;
  transferSyntaxUid: string;
  isBigEndian: boolean;
  /** Where the data set starts in the file, behind the meta information. */
  dataSetOffset: number;
  /** Size of what `bulk.offset` counts in; null for a deflated file of which only the head was read. */
  dataSize: number | null;
  bulk: BulkData | null;
}

export type ReadResult = { kind: 'need-more-bytes'; atLeast: number } | { kind: 'data-set'; parsed: ParsedDataSet };

/** Pixel data in its three forms and the encapsulated document: reading stops before them (PS3.3 C.7.6.3, C.24.2). */
const BULK_TAGS = new Set(['x7fe00008', 'x7fe00009', 'x7fe00010', 'x00420011']);
/** 32-bit length VRs of PS3.5 table 7.1-1 that dicom-parser takes for 16-bit ones. */
const LONG_VRS_UNKNOWN_TO_PARSER = new Set(['OV', 'SV', 'UV']);
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const PREAMBLE_LENGTH = 128;
const UNDEFINED_LENGTH = 0xffffffff;

/**
 * Reads a Part 10 file (PS3.10 7.1) up to its bulk data.
 * @throws InvalidDicomError where the bytes can become no DICOM file however many follow.
 */
export function readDataSet(bytes: Uint8Array, { totalSize, inflate }: ReadOptions): ReadResult {
  if (totalSize === 0) throw new InvalidDicomError('empty-file', 'The file is empty (0 bytes).');
  const isWhole = bytes.length >= totalSize;
  if (bytes.length < PREAMBLE_LENGTH + 4 && !isWhole) return { kind: 'need-more-bytes', atLeast: PREAMBLE_LENGTH + 4 };
  requirePart10(bytes);

  const meta = readElements(bytes, PREAMBLE_LENGTH + 4, { isImplicit: false, isBigEndian: false, isWhole, onlyGroup2: true });
  if (meta.kind === 'need-more-bytes') return meta;
  const transferSyntaxUid = trimUid(meta.dataSet.string('x00020010') ?? '');
  if (!transferSyntaxUid) {
    throw new InvalidDicomError('missing-transfer-syntax', 'The file meta information has no TransferSyntaxUID (0002,0010).');
  }
  const isBigEndian = transferSyntaxUid === EXPLICIT_BIG_ENDIAN;
  const isImplicit = transferSyntaxUid === IMPLICIT_LITTLE_ENDIAN;
  const isDeflated = transferSyntaxUid === DEFLATED_EXPLICIT_LITTLE_ENDIAN;
  const source = isDeflated ? inflateDataSet(bytes.subarray(meta.end), isWhole, inflate) : bytes;
  const read = readElements(source, isDeflated ? 0 : meta.end, { isImplicit, isBigEndian, isWhole, onlyGroup2: false });
  if (read.kind === 'need-more-bytes') return isDeflated ? { kind: 'need-more-bytes', atLeast: bytes.length * 2 } : read;
  const dataSize = isDeflated ? (isWhole ? source.length : null) : totalSize;
  const parsed = {
    meta: meta.dataSet,
    dataSet: read.dataSet,
    transferSyntaxUid,
    isBigEndian,
    dataSetOffset: meta.end,
    dataSize,
    bulk: read.bulk,
  };
  return { kind: 'data-set', parsed };
}

function requirePart10(bytes: Uint8Array): void {
  const magic = String.fromCharCode(...bytes.subarray(PREAMBLE_LENGTH, PREAMBLE_LENGTH + 4));
  if (magic === 'DICM') return;
  const kind = describeFileType(bytes);
  throw new InvalidDicomError(
    'not-dicom',
    kind ? `This is a ${kind}, not a DICOM file.` : 'This is not a DICOM file: the "DICM" mark at byte 128 is missing (PS3.10 7.1).',
  );
}

function inflateDataSet(deflated: Uint8Array, isWhole: boolean, inflate: Inflate | undefined): Uint8Array {
  if (!inflate) throw new InvalidDicomError('malformed', 'The file is deflated and nothing was given to inflate it with.');
  try {
    return inflate(deflated, isWhole);
  } catch (cause) {
    throw new InvalidDicomError('truncated', 'The deflated data set is cut off or damaged.', { cause });
  }
}

interface ElementReading {
  isImplicit: boolean;
  isBigEndian: boolean;
  /** `bytes` holds all there is: running over its end is the file's fault. */
  isWhole: boolean;
  onlyGroup2: boolean;
}
type ElementsResult =
  | { kind: 'need-more-bytes'; atLeast: number }
  | { kind: 'elements'; dataSet: DataSet; end: number; bulk: BulkData | null };

function readElements(bytes: Uint8Array, start: number, reading: ElementReading): ElementsResult {
  const parser = reading.isBigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
  const elements: Record<string, Element> = {};
  const dataSet = new DataSetClass(parser, bytes, elements);
  if (start >= bytes.length) return incomplete(reading, bytes.length * 2, 'The file ends where its data set should start.');
  const stream = new dicomParser.ByteStream(parser, bytes, start);
  while (stream.position < bytes.length) {
    const header = readHeader(bytes, stream.position, parser, reading);
    if (!header) return incomplete(reading, stream.position + 16, 'The file ends inside the header of an element.');
    if (reading.onlyGroup2 && !header.tag.startsWith('x0002')) return { kind: 'elements', dataSet, end: stream.position, bulk: null };
    if (!reading.onlyGroup2 && BULK_TAGS.has(header.tag)) {
      const length = header.length === UNDEFINED_LENGTH ? null : header.length;
      return {
        kind: 'elements',
        dataSet,
        end: stream.position,
        bulk: { tag: header.tag, vr: header.vr, offset: header.dataOffset, length },
      };
    }
    const element = readElement(stream, header, reading);
    if (!element) return incomplete(reading, bytes.length * 2, `The file ends inside the element ${formatTag(header.tag)}.`);
    if (stream.position > bytes.length)
      return incomplete(reading, stream.position + 16, `The file ends inside the element ${formatTag(header.tag)}.`);
    elements[element.tag] = element;
  }
  if (!reading.isWhole || reading.onlyGroup2) return incomplete(reading, bytes.length * 2, 'The file ends after its meta information.');
  return { kind: 'elements', dataSet, end: stream.position, bulk: null };
}

function incomplete(reading: ElementReading, atLeast: number, reason: string): { kind: 'need-more-bytes'; atLeast: number } {
  if (reading.isWhole) throw new InvalidDicomError('truncated', `${reason} It is cut off or damaged.`);
  return { kind: 'need-more-bytes', atLeast };
}

interface Header {
  tag: string;
  vr: string | null;
  length: number;
  dataOffset: number;
}

/** The tag, VR and length at a position, or null if the bytes end before. */
function readHeader(
  bytes: Uint8Array,
  position: number,
  parser: ByteArrayParser,
  { isImplicit, onlyGroup2 }: ElementReading,
): Header | null {
  if (position + 8 > bytes.length) return null;
  const group = parser.readUint16(bytes, position);
  const tag = `x${hex16(group)}${hex16(parser.readUint16(bytes, position + 2))}`;
  // The element behind the meta information may be of any syntax; only its tag is looked at.
  if (onlyGroup2 && group !== 2) return { tag, vr: null, length: 0, dataOffset: position };
  if (isImplicit || group === 0xfffe) return { tag, vr: null, length: parser.readUint32(bytes, position + 4), dataOffset: position + 8 };
  const vr = String.fromCharCode(bytes[position + 4]!, bytes[position + 5]!);
  if (!/^[A-Z]{2}$/.test(vr)) throw new InvalidDicomError('malformed', `The element ${formatTag(tag)} has no valid value representation.`);
  if (!LONG_VRS.has(vr)) return { tag, vr, length: parser.readUint16(bytes, position + 6), dataOffset: position + 8 };
  if (position + 12 > bytes.length) return null;
  return { tag, vr, length: parser.readUint32(bytes, position + 8), dataOffset: position + 12 };
}

/** Reads one element with dicom-parser; null where the bytes ended inside it. */
function readElement(stream: ByteStream, header: Header, { isImplicit, isWhole }: ElementReading): Element | null {
  if (header.vr && LONG_VRS_UNKNOWN_TO_PARSER.has(header.vr) && header.length !== UNDEFINED_LENGTH) {
    stream.position = header.dataOffset + header.length;
    return { tag: header.tag, vr: header.vr, length: header.length, dataOffset: header.dataOffset };
  }
  const warnings: string[] = [];
  stream.warnings = warnings;
  try {
    const element = isImplicit
      ? dicomParser.readDicomElementImplicit(stream, undefined, dictionaryVr as (tag: string) => string)
      : dicomParser.readDicomElementExplicit(stream, warnings);
    return warnings.some((warning) => warning.startsWith('eof encountered')) ? null : element;
  } catch (cause) {
    // dicom-parser throws strings and RangeErrors alike for "ended too early" and "makes no sense"; with more bytes to come it may be the former.
    if (!isWhole) return null;
    throw new InvalidDicomError('malformed', `The element ${formatTag(header.tag)} cannot be read: the file is damaged or cut off.`, {
      cause,
    });
  }
}

/** `(0010,0020)` from `x00100020`. */
export function formatTag(tag: string): string {
  return `(${tag.slice(1, 5)},${tag.slice(5)})`.toUpperCase();
}

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0');
}

/** dicom-parser exports its DataSet class at run time and only as an interface in its types. */
const DataSetClass = (
  dicomParser as unknown as {
    DataSet: new (parser: ByteArrayParser, bytes: Uint8Array, elements: Record<string, Element>) => DataSet;
  }
).DataSet;
