import type { ImageHeader, Palette } from './image-header.ts';
import { ybrFull422ToRgb, ybrFullToRgb } from './ybr.ts';

/** What a decoder hands over: samples, and how it laid them out. */
export interface DecodedColor {
  samples: ArrayLike<number>;
  /** All red, then all green, then all blue, whatever the file says. */
  planar: boolean;
  /** The decoder turned YCbCr into RGB on its way (JPEG baseline, the JPEG 2000 component transforms). */
  isRgb: boolean;
}

type ColorHeader = Pick<ImageHeader, 'rows' | 'columns' | 'bitsStored' | 'photometricInterpretation' | 'palette'>;

/**
 * Any colour image as interleaved 8-bit RGB.
 *
 * @throws Error when the colour model is one that the standard has retired and nobody writes, or a palette is missing
 */
export function toRgb(header: ColorHeader, decoded: DecodedColor): Uint8Array {
  const { rows, columns, photometricInterpretation } = header;
  if (photometricInterpretation === 'PALETTE COLOR') {
    if (!header.palette) throw new Error('a palette colour image without its palette');
    return paletteToRgb(decoded.samples, header.palette);
  }
  const samples = header.bitsStored > 8 ? toBytes(decoded.samples, header.bitsStored) : decoded.samples;
  if (decoded.isRgb || ['RGB', 'YBR_RCT', 'YBR_ICT'].includes(photometricInterpretation)) {
    return decoded.planar ? interleave(samples, rows * columns) : Uint8Array.from(samples);
  }
  if (photometricInterpretation === 'YBR_FULL') return ybrFullToRgb(samples, rows, columns, decoded.planar);
  if (photometricInterpretation === 'YBR_FULL_422') return ybrFull422ToRgb(samples, rows, columns);
  throw new Error(`colour model ${photometricInterpretation} cannot be shown`);
}

/** Whether pixels have three samples once shown. */
export function isColor(photometricInterpretation: string): boolean {
  return !photometricInterpretation.startsWith('MONOCHROME');
}

/** Indices to colours; indices outside the table take its nearest end (PS3.3 C.7.6.3.1.5). */
export function paletteToRgb(indices: ArrayLike<number>, palette: Palette): Uint8Array {
  const last = palette.red.length - 1;
  const rgb = new Uint8Array(indices.length * 3);
  for (let i = 0; i < indices.length; i++) {
    const entry = Math.min(last, Math.max(0, indices[i]! - palette.firstInput));
    rgb[i * 3] = palette.red[entry]!;
    rgb[i * 3 + 1] = palette.green[entry]!;
    rgb[i * 3 + 2] = palette.blue[entry]!;
  }
  return rgb;
}

function interleave(samples: ArrayLike<number>, pixels: number): Uint8Array {
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    rgb[i * 3] = samples[i]!;
    rgb[i * 3 + 1] = samples[i + pixels]!;
    rgb[i * 3 + 2] = samples[i + 2 * pixels]!;
  }
  return rgb;
}

function toBytes(samples: ArrayLike<number>, bitsStored: number): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) bytes[i] = samples[i]! >> (bitsStored - 8);
  return bytes;
}
