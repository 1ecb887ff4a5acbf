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
 * @throws Error for a segmented palette, which is not read yet, and for a table whose data is missing
 */
export function readPalette(dataSet: DataSet): Palette | null {
  const descriptor = readDescriptor(dataSet, 'x00281101', false);
  if (!descriptor) return null;
  const tables = ['x00281201', 'x00281202', 'x00281203'].map((tag) => {
    const data = dataSet.elements[tag];
    if (!data)
      throw new Error(dataSet.elements.x00281221 ? 'segmented palettes cannot be shown' : 'the palette of the image is incomplete');
    return readEntries(dataSet, data, descriptor.entries);
  });
  const shift = tables.some((table) => table.some((entry) => entry > 255)) ? 8 : 0;
  const [red, green, blue] = tables.map((table) => Uint8Array.from(table, (entry) => entry >> shift));
  return { firstInput: descriptor.firstInput, red: red!, green: green!, blue: blue! };
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
