import { createJPEGBasicOffsetTable, type DataSet, readEncapsulatedImageFrame, readEncapsulatedPixelDataFromFragments } from 'dicom-parser';
import type { ImageHeader } from './image-header.ts';

type Layout = Pick<
  ImageHeader,
  'rows' | 'columns' | 'samplesPerPixel' | 'bitsAllocated' | 'photometricInterpretation' | 'numberOfFrames' | 'frame'
>;

/**
 * The bytes of one frame as they stand in Pixel Data: a slice of native data, or the compressed stream put together from its fragments (PS3.5 A.4).
 *
 * @throws Error when the instance has no Pixel Data, or ends before the frame does
 */
export function frameBytes(dataSet: DataSet, layout: Layout): Uint8Array {
  const element = dataSet.elements.x7fe00010;
  if (!element) throw new Error('the instance holds no pixel data');
  if (!element.encapsulatedPixelData) return nativeFrame(dataSet, element.dataOffset, element.length, layout);

  const fragments = element.fragments ?? [];
  const index = layout.frame - 1;
  if (fragments.length === 0) throw new Error('the pixel data is empty');
  if (layout.numberOfFrames === 1) return Uint8Array.from(readEncapsulatedPixelDataFromFragments(dataSet, element, 0, fragments.length));
  if (fragments.length === layout.numberOfFrames) return Uint8Array.from(readEncapsulatedPixelDataFromFragments(dataSet, element, index));
  const offsets = element.basicOffsetTable?.length ? element.basicOffsetTable : createJPEGBasicOffsetTable(dataSet, element);
  if (index >= offsets.length) throw new Error(`frame ${layout.frame} is missing: the instance holds ${offsets.length}`);
  return Uint8Array.from(readEncapsulatedImageFrame(dataSet, element, index, offsets));
}

/** Whether the instance says 4:2:2 and stores it so: two samples a pixel instead of three. Some writers say it and store three. */
function samplesStored(length: number, layout: Layout): number {
  if (layout.photometricInterpretation !== 'YBR_FULL_422') return layout.samplesPerPixel;
  return length >= layout.rows * layout.columns * 3 * layout.numberOfFrames ? 3 : 2;
}

function nativeFrame(dataSet: DataSet, start: number, length: number, layout: Layout): Uint8Array {
  const samples = layout.rows * layout.columns * samplesStored(length, layout);
  const bits = samples * layout.bitsAllocated;
  const firstBit = (layout.frame - 1) * bits;
  const end = start + Math.ceil((firstBit + bits) / 8);
  if (end > Math.min(start + length, dataSet.byteArray.length)) throw new Error(`the pixel data ends before frame ${layout.frame} does`);
  if (layout.bitsAllocated === 1) return unpackBits(dataSet.byteArray, start, firstBit, samples);
  return dataSet.byteArray.slice(start + firstBit / 8, end);
}

/** One bit a pixel, the first pixel in the lowest bit (PS3.5 8.1.1), spread to one byte a pixel. */
function unpackBits(bytes: Uint8Array, start: number, firstBit: number, count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const bit = firstBit + i;
    out[i] = (bytes[start + (bit >> 3)]! >> (bit & 7)) & 1;
  }
  return out;
}
