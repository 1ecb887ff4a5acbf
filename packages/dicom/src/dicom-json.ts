import type { DataSet, Element } from 'dicom-parser';
import type { ParsedDataSet } from './data-set.ts';
import { dictionaryVr, isSignednessAmbiguous } from './dictionary.ts';
import { ElementValues, splitValues } from './element-values.ts';
import { personNameGroups } from './person-name.ts';

/** One attribute of the DICOM JSON model (PS3.18 F.2.2). */
export interface DicomJsonAttribute {
  vr: string;
  Value?: DicomJsonValue[];
}
export type DicomJsonValue = string | number | null | { Alphabetic?: string; Ideographic?: string; Phonetic?: string } | DicomJson;
export interface DicomJson {
  [tag: string]: DicomJsonAttribute;
}

/** One value is one text in these: `\` does not separate (PS3.5 6.2). */
const SINGLE_TEXT = new Set(['LT', 'ST', 'UT', 'UR']);
/** Bulk data: left out, never inlined. */
const BINARY = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);

/**
 * The DICOM JSON model of a data set (PS3.18 F.2): no file meta information, no group lengths, no binary values.
 * DS and IS become numbers; one that is no number stays the text that it is in the file.
 */
export function toDicomJson(parsed: Pick<ParsedDataSet, 'dataSet'>): DicomJson {
  const values = new ElementValues(parsed.dataSet);
  return dataSetJson(parsed.dataSet, values, parsed.dataSet.uint16('x00280103') === 1);
}

function dataSetJson(dataSet: DataSet, values: ElementValues, isSigned: boolean): DicomJson {
  const json: DicomJson = {};
  for (const tag of Object.keys(dataSet.elements).sort()) {
    const element = dataSet.elements[tag]!;
    const vr = elementVr(element, isSigned);
    if (tag.startsWith('x0002') || tag.startsWith('xfffe') || tag.endsWith('0000') || BINARY.has(vr)) continue;
    const value = vr === 'SQ' ? sequenceJson(element, values, isSigned) : elementValues(dataSet, element, vr, values);
    json[tag.slice(1).toUpperCase()] = value.length > 0 ? { vr, Value: value } : { vr };
  }
  return json;
}

function elementVr(element: Element, isSigned: boolean): string {
  if (element.items) return 'SQ';
  const declared = element.vr && element.vr !== 'UN' ? element.vr : (dictionaryVr(element.tag) ?? 'UN');
  return declared === 'US' && isSigned && isSignednessAmbiguous(element.tag) ? 'SS' : declared;
}

function sequenceJson(element: Element, parent: ElementValues, isSigned: boolean): DicomJson[] {
  return (element.items ?? []).flatMap((item) =>
    item.dataSet ? [dataSetJson(item.dataSet, new ElementValues(item.dataSet, parent.decode), isSigned)] : [],
  );
}

function elementValues(dataSet: DataSet, element: Element, vr: string, values: ElementValues): DicomJsonValue[] {
  const bytes = values.bytes(element.tag);
  if (!bytes) return [];
  const numeric = numericValues(dataSet, element, vr);
  if (numeric) return numeric;
  if (vr === 'AT') return attributeTags(dataSet, element);
  const text = values.decode(bytes, vr === 'PN');
  const parts = SINGLE_TEXT.has(vr) ? [text.replace(/ +$/, '')] : splitValues(text);
  if (parts.every((part) => part === '')) return [];
  return parts.map((part) => textValue(part, vr));
}

function textValue(text: string, vr: string): DicomJsonValue {
  if (text === '') return null;
  if (vr === 'DS' || vr === 'IS') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (vr !== 'PN') return text;
  const { alphabetic, ideographic, phonetic } = personNameGroups(text);
  return {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  };
}

const NUMERIC: Record<string, readonly [size: number, read: (view: DataView, at: number, little: boolean) => number | string]> = {
  US: [2, (view, at, little) => view.getUint16(at, little)],
  SS: [2, (view, at, little) => view.getInt16(at, little)],
  UL: [4, (view, at, little) => view.getUint32(at, little)],
  SL: [4, (view, at, little) => view.getInt32(at, little)],
  FL: [4, (view, at, little) => view.getFloat32(at, little)],
  FD: [8, (view, at, little) => view.getFloat64(at, little)],
  // 64-bit integers do not fit a JSON number: PS3.18 table F.2.3-1 allows a string.
  SV: [8, (view, at, little) => view.getBigInt64(at, little).toString()],
  UV: [8, (view, at, little) => view.getBigUint64(at, little).toString()],
};

function numericValues(dataSet: DataSet, element: Element, vr: string): DicomJsonValue[] | null {
  const numeric = NUMERIC[vr];
  if (!numeric) return null;
  const [size, read] = numeric;
  const { view, little } = binaryView(dataSet, element);
  const count = Math.floor(element.length / size);
  return Array.from({ length: count }, (_, index) => {
    const value = read(view, index * size, little);
    // JSON has no NaN or infinity; F.2.2 leaves null.
    return typeof value === 'string' || Number.isFinite(value) ? value : null;
  });
}

function attributeTags(dataSet: DataSet, element: Element): string[] {
  const { view, little } = binaryView(dataSet, element);
  return Array.from({ length: Math.floor(element.length / 4) }, (_, index) => {
    const hex = (at: number) =>
      view
        .getUint16(index * 4 + at, little)
        .toString(16)
        .padStart(4, '0')
        .toUpperCase();
    return hex(0) + hex(2);
  });
}

function binaryView(dataSet: DataSet, element: Element): { view: DataView; little: boolean } {
  const { buffer, byteOffset } = dataSet.byteArray;
  const little = dataSet.byteArrayParser.readUint16(Uint8Array.of(1, 0), 0) === 1;
  return { view: new DataView(buffer, byteOffset + element.dataOffset, element.length), little };
}
