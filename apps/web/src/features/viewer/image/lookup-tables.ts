import type { DataSet, Element } from 'dicom-parser';
import type { LookupTable, Palette } from './image-header.ts';

/**
 * The first table of a Modality LUT Sequence or VOI LUT Sequence (PS3.3 C.11.1.1, C.11.2.1.1).
 *
 * @param signedInput whether the values that go in can be negative: the descriptor's second number is then read as signed
 * @returns null when the sequence is absent, empty or holds no data
 */
export function readLookupTable(dataSet: DataSet, sequenceTag: string, signedInput: boolean): LookupTable | null {
  const item = dataSet.elements[sequenceTag]?.items?.[0]?.dataSet;
  const data = item?.elements.x00283006;
  if (!item || !data) return null;
  const descriptor = readDescriptor(item, 'x00283002', signedInput);
  if (!descriptor) return null;
  const values = new Uint16Array(readEntries(item, data, descriptor.entries));
  return { firstInput: descriptor.firstInput, bitsPerEntry: descriptor.bits, values, explanation: item.string('x00283003') || null };
}

/**
 * The three tables of a Palette Colour image, brought to 8 bits: 16-bit entries keep their high byte, unless every entry fits a byte, as some writers leave it.
 *
 * @returns null when the image has no palette
 * @throws Error when a table's data is missing, or a segmented one is damaged
 */
export function readPalette(dataSet: DataSet): Palette | null {
  const descriptor = readDescriptor(dataSet, 'x00281101', false);
  if (!descriptor) return null;
  const tables = [
    ['x00281201', 'x00281221'],
    ['x00281202', 'x00281222'],
    ['x00281203', 'x00281223'],
  ].map(([plain, segmented]) => {
    const data = dataSet.elements[plain!];
    if (data) return readEntries(dataSet, data, descriptor.entries);
    const segments = dataSet.elements[segmented!];
    if (segments) return expandSegments(readSegments(dataSet, segments, descriptor.bits), descriptor.bits === 8);
    throw new Error('the palette of the image is incomplete');
  });
  const shift = tables.some((table) => table.some((entry) => entry > 255)) ? 8 : 0;
  const [red, green, blue] = tables.map((table) => Uint8Array.from(table, (entry) => entry >> shift));
  return { firstInput: descriptor.firstInput, red: red!, green: green!, blue: blue! };
}

function readSegments(dataSet: DataSet, { tag, dataOffset, length }: Element, bits: number): number[] {
  if (bits === 8) return Array.from(dataSet.byteArray.subarray(dataOffset, dataOffset + length));
  return Array.from({ length: length >> 1 }, (_, index) => dataSet.uint16(tag, index) ?? 0);
}

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

/**
 * The table that a segmented one stands for (PS3.3 C.7.9.2): runs of entries as they are, straight lines from the entry before to an end value, and repetitions
 * of earlier segments.
 *
 * @param data bytes for tables of 8 bits, else 16-bit words; offsets of repetitions count bytes either way
 * @throws Error when a segment runs over the end or is of no known kind
 */
export function expandSegments(data: readonly number[], isBytes: boolean): number[] {
  const out: number[] = [];
  let at = 0;
  const word = () => {
    const value = data[at++];
    if (value === undefined) throw new Error('the palette of the image is cut off');
    return value;
  };
  const readSegment = (isRepeated: boolean): void => {
    const kind = word();
    const length = word();
    if (kind === DISCRETE) for (let i = 0; i < length; i++) out.push(word());
    else if (kind === LINEAR) {
      const from = out.at(-1);
      const to = word();
      if (from === undefined) throw new Error('the palette of the image begins with a line from nowhere');
      for (let i = 1; i <= length; i++) out.push(Math.round(from + ((to - from) * i) / length));
    } else if (kind === INDIRECT && !isRepeated) {
      const offset = isBytes ? word() + word() * 2 ** 8 + word() * 2 ** 16 + word() * 2 ** 24 : (word() + word() * 2 ** 16) / 2;
      const after = at;
      at = offset;
      for (let i = 0; i < length; i++) readSegment(true);
      at = after;
    } else throw new Error('the palette of the image is damaged');
  };
  while (at < data.length) readSegment(false);
  return out;
}

/** Number of entries (0 stands for 65536), first mapped value, bits per entry. */
function readDescriptor(dataSet: DataSet, tag: string, signedInput: boolean): { entries: number; firstInput: number; bits: number } | null {
  if ((dataSet.elements[tag]?.length ?? 0) < 6) return null;
  const firstInput = signedInput ? dataSet.int16(tag, 1) : dataSet.uint16(tag, 1);
  return { entries: dataSet.uint16(tag, 0) || 65536, firstInput: firstInput ?? 0, bits: dataSet.uint16(tag, 2) ?? 16 };
}

/** Entries in the words of the file's byte order; a table exactly one byte an entry long is bytes. */
function readEntries(dataSet: DataSet, element: Element, entries: number): number[] {
  if (element.length < entries * 2)
    return Array.from(dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + Math.min(entries, element.length)));
  return Array.from({ length: entries }, (_, index) => dataSet.uint16(element.tag, index) ?? 0);
}
