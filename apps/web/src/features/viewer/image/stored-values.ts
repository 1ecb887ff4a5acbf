import type { ImageHeader } from './image-header.ts';
import { applyLookupTable } from './voi.ts';

export type GreyValues = Uint8Array | Int16Array | Uint16Array | Float32Array;

type Bits = Pick<ImageHeader, 'bitsStored' | 'highBit' | 'signed'>;
type Rescale = Pick<ImageHeader, 'bitsStored' | 'signed' | 'rescaleSlope' | 'rescaleIntercept' | 'modalityLut'>;

/**
 * Takes the stored bits out of the allocated ones (PS3.5 8.1.1): what lies above the high bit may be an overlay and is no part of the value, and a negative value
 * is two's complement in the stored bits alone.
 */
export function storedValues(allocated: ArrayLike<number>, { bitsStored, highBit, signed }: Bits): Int32Array {
  const left = 31 - highBit;
  const right = 32 - bitsStored;
  const out = new Int32Array(allocated.length);
  for (let i = 0; i < allocated.length; i++) {
    const shifted = allocated[i]! << left;
    out[i] = signed ? shifted >> right : shifted >>> right;
  }
  return out;
}

/**
 * The modality transformation (PS3.3 C.11.1): the table where there is one, else value * slope + intercept, in the smallest array type that holds every value the
 * header allows. The type follows from the header, not from this frame, so that all slices of a series are of one type.
 */
export function modalityValues(stored: ArrayLike<number>, rescale: Rescale): GreyValues {
  if (rescale.modalityLut) return applyLookupTable(stored, rescale.modalityLut);
  const { rescaleSlope: slope, rescaleIntercept: intercept } = rescale;
  const smallest = rescale.signed ? -(2 ** (rescale.bitsStored - 1)) : 0;
  const largest = smallest + 2 ** rescale.bitsStored - 1;
  const ends = [smallest * slope + intercept, largest * slope + intercept];
  const out = greyArray(Math.min(...ends), Math.max(...ends), Number.isInteger(slope) && Number.isInteger(intercept), stored.length);
  for (let i = 0; i < stored.length; i++) out[i] = stored[i]! * slope + intercept;
  return out;
}

function greyArray(lower: number, upper: number, integers: boolean, length: number): GreyValues {
  if (integers && lower >= 0 && upper <= 255) return new Uint8Array(length);
  if (integers && lower >= -32768 && upper <= 32767) return new Int16Array(length);
  if (integers && lower >= 0 && upper <= 65535) return new Uint16Array(length);
  return new Float32Array(length);
}
