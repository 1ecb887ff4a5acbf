import { type DecodedColor, isColor, toRgb } from './color.ts';
import type { ImageHeader, VoiFunction, VoiWindow } from './image-header.ts';
import { type GreyValues, modalityValues, storedValues } from './stored-values.ts';
import { applyLookupTable, fullRangeWindow, windowOfValues } from './voi.ts';

/** Pixels as they go to the screen's window function, and the window they first stand in. */
export interface DisplayedPixels {
  pixels: GreyValues;
  components: 1 | 3;
  window: VoiWindow;
  voiFunction: VoiFunction;
  /** The explanation of the VOI look-up table that the values went through, if they did. */
  lookupTable: string | null;
}

const BYTE_WINDOW: VoiWindow = { center: 128, width: 256 };

/**
 * The grey scale pipeline of PS3.4 N.2 up to the window: stored values, modality transformation, and the VOI look-up table where the file carries one, which
 * replaces the window (C.11.2.1.1): the reader then windows the table's output. Colour images become RGB.
 *
 * @param decoded samples as the decoder left them; `isAllocated` when sign and unused bits are still in them
 */
export function displayedPixels(header: ImageHeader, decoded: DecodedColor & { isAllocated: boolean }): DisplayedPixels {
  if (isColor(header.photometricInterpretation)) {
    const samples =
      header.photometricInterpretation === 'PALETTE COLOR' && decoded.isAllocated ? storedValues(decoded.samples, header) : decoded.samples;
    const pixels = toRgb(header, { ...decoded, samples });
    return { pixels, components: 3, window: BYTE_WINDOW, voiFunction: 'LINEAR', lookupTable: null };
  }
  const stored = decoded.isAllocated ? storedValues(decoded.samples, header) : decoded.samples;
  const values = modalityValues(stored, header);
  if (header.voiLut) {
    const pixels = applyLookupTable(values, header.voiLut);
    return {
      pixels,
      components: 1,
      window: fullRangeWindow(header.voiLut),
      voiFunction: 'LINEAR',
      lookupTable: header.voiLut.explanation ?? 'Look-up table',
    };
  }
  const declared = header.windows[0];
  if (declared) return { pixels: values, components: 1, window: declared, voiFunction: header.voiFunction, lookupTable: null };
  const padding = header.pixelPadding === null ? null : header.pixelPadding * header.rescaleSlope + header.rescaleIntercept;
  return { pixels: values, components: 1, window: windowOfValues(values, padding), voiFunction: 'LINEAR', lookupTable: null };
}
