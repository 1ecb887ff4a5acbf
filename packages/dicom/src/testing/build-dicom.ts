import { Buffer } from 'node:buffer';
import { EXPLICIT_BIG_ENDIAN, EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from '../transfer-syntax.ts';

/** A value as text (padded to even length), as raw bytes, as US numbers, or as items of a sequence. */
export type ElementValue = string | Uint8Array | number[] | TestDataSet[];
/** Tag (`00100020`) to VR and value; written in tag order. */
export type TestDataSet = Record<string, [vr: string, value: ElementValue]>;

export interface BuildOptions {
  transferSyntaxUid?: string;
  /** Replaces elements of the file meta information. */
  meta?: TestDataSet;
}

export const UNDEFINED_LENGTH = 0xffffffff;
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** A Part 10 file of the given data set. Deflating is left to the caller. */
export function buildDicom(dataSet: TestDataSet, { transferSyntaxUid = EXPLICIT_LITTLE_ENDIAN, meta = {} }: BuildOptions = {}): Buffer {
  const sopInstanceUid = dataSet['00080018']?.[1] ?? '1.2.3';
  const metaElements = encode(
    { '00020001': ['OB', Uint8Array.of(0, 1)], '00020003': ['UI', sopInstanceUid], '00020010': ['UI', transferSyntaxUid], ...meta },
    { isImplicit: false, isBigEndian: false },
  );
  const groupLength = encode({ '00020000': ['UL', uint32(metaElements.length)] }, { isImplicit: false, isBigEndian: false });
  const body = encode(dataSet, {
    isImplicit: transferSyntaxUid === IMPLICIT_LITTLE_ENDIAN,
    isBigEndian: transferSyntaxUid === EXPLICIT_BIG_ENDIAN,
  });
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), groupLength, metaElements, body]);
}

/** The value of an encapsulated PixelData element: an empty offset table, the fragments, the sequence delimiter (PS3.5 A.4). */
export function encapsulate(fragments: Uint8Array[]): Buffer {
  const item = (bytes: Uint8Array) => Buffer.concat([Buffer.from('feff00e0', 'hex'), uint32(bytes.length), bytes]);
  return Buffer.concat([item(new Uint8Array()), ...fragments.map(item), Buffer.from('feffdde000000000', 'hex')]);
}

interface Encoding {
  isImplicit: boolean;
  isBigEndian: boolean;
}

function encode(dataSet: TestDataSet, encoding: Encoding): Buffer {
  const elements = Object.entries(dataSet).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat(elements.map(([tag, [vr, value]]) => encodeElement(tag, vr, value, encoding)));
}

function encodeElement(tag: string, vr: string, value: ElementValue, encoding: Encoding): Buffer {
  const bytes = valueBytes(vr, value, encoding);
  const isEncapsulated = tag === '7FE00010' && Buffer.from(bytes.subarray(0, 8)).equals(Buffer.from('feff00e000000000', 'hex'));
  const length = isEncapsulated ? UNDEFINED_LENGTH : bytes.length;
  const header = Buffer.concat([
    uint16(Number.parseInt(tag.slice(0, 4), 16), encoding.isBigEndian),
    uint16(Number.parseInt(tag.slice(4), 16), encoding.isBigEndian),
  ]);
  if (encoding.isImplicit) return Buffer.concat([header, uint32(length, encoding.isBigEndian), bytes]);
  if (LONG_VRS.has(vr)) return Buffer.concat([header, Buffer.from(vr), Buffer.alloc(2), uint32(length, encoding.isBigEndian), bytes]);
  return Buffer.concat([header, Buffer.from(vr), uint16(length, encoding.isBigEndian), bytes]);
}

function valueBytes(vr: string, value: ElementValue, encoding: Encoding): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    const padding = bytes.length % 2 === 1 ? Buffer.from(vr === 'UI' ? '\0' : ' ') : Buffer.alloc(0);
    return Buffer.concat([bytes, padding]);
  }
  if (vr === 'SQ') return Buffer.concat((value as TestDataSet[]).map((item) => encodeItem(item, encoding)));
  return Buffer.concat((value as number[]).map((number) => uint16(number, encoding.isBigEndian)));
}

function encodeItem(item: TestDataSet, encoding: Encoding): Buffer {
  const bytes = encode(item, encoding);
  return Buffer.concat([
    uint16(0xfffe, encoding.isBigEndian),
    uint16(0xe000, encoding.isBigEndian),
    uint32(bytes.length, encoding.isBigEndian),
    bytes,
  ]);
}

function uint16(value: number, isBigEndian = false): Buffer {
  const bytes = Buffer.alloc(2);
  if (isBigEndian) bytes.writeUInt16BE(value);
  else bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number, isBigEndian = false): Buffer {
  const bytes = Buffer.alloc(4);
  if (isBigEndian) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
}
