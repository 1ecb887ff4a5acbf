import { cache, type Types, utilities } from '@cornerstonejs/core';
import { parseImageId } from '../image-ids.ts';
import { decodeFrame } from './decode.ts';
import { type DisplayedPixels, displayedPixels } from './displayed-pixels.ts';
import { frameBytes } from './frame-bytes.ts';
import { asImageError } from './image-error.ts';
import type { ImageHeader } from './image-header.ts';
import { instanceStore } from './instance-store.ts';
import { readHeader } from './read-header.ts';

/** What is known of every image that was loaded: small, so it stays after the pixels have been dropped. */
const loaded = new Map<string, LoadedImage>();

export interface LoadedImage extends Omit<DisplayedPixels, 'pixels'> {
  header: ImageHeader;
}

/** Null until the image was loaded once. */
export function loadedImage(imageId: string): LoadedImage | null {
  return loaded.get(imageId) ?? null;
}

/** Cornerstone's image loader for {@link IMAGE_SCHEME}. The promise rejects with an {@link ImageError}. */
export function loadInstanceFrame(imageId: string): { promise: Promise<Types.IImage>; cancelFn: () => void } {
  const { url, frame } = parseImageId(imageId);
  const promise = load(imageId, url, frame).catch((error: unknown) => {
    throw asImageError(error);
  });
  return { promise, cancelFn: () => instanceStore.stop(url) };
}

/**
 * One image, from the cache or the server. Images enter Cornerstone's cache here and nowhere else.
 *
 * @throws ImageError
 */
export function loadImage(imageId: string): Promise<Types.IImage> {
  const known = cache.getImageLoadObject(imageId);
  if (known) return known.promise;
  const loading = loadInstanceFrame(imageId);
  // The cache answers a failure with a rejection of its own, which the library leaves unhandled: the same error comes to our caller.
  cache.putImageLoadObject(imageId, loading).catch(() => {});
  return loading.promise;
}

async function load(imageId: string, url: string, frame: number): Promise<Types.IImage> {
  const dataSet = await instanceStore.load(url);
  const header = readHeader(dataSet, frame);
  const decoded = await decodeFrame(header, frameBytes(dataSet, header));
  const { pixels, ...shown } = displayedPixels(header, decoded);
  loaded.set(imageId, { header, ...shown });
  return cornerstoneImage(imageId, header, { pixels, ...shown });
}

/** Slope 1, intercept 0: the modality transformation has been applied. */
function cornerstoneImage(imageId: string, header: ImageHeader, shown: DisplayedPixels): Types.IImage {
  const { rows, columns, spacing, aspect } = header;
  const { pixels, components, window } = shown;
  const { lower, upper } = extent(pixels);
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: pixels as Types.PixelDataTypedArray,
    width: columns,
    height: rows,
    numberOfComponents: components,
  });
  return {
    imageId,
    dataType: pixels.constructor.name as Types.IImage['dataType'],
    minPixelValue: lower,
    maxPixelValue: upper,
    slope: 1,
    intercept: 0,
    windowCenter: window.center,
    windowWidth: window.width,
    voiLUTFunction: shown.voiFunction as Types.IImage['voiLUTFunction'],
    getPixelData: () => pixels as Types.PixelDataTypedArray,
    getCanvas: () => document.createElement('canvas'),
    rows,
    columns,
    height: rows,
    width: columns,
    color: components === 3,
    rgba: false,
    numberOfComponents: components,
    columnPixelSpacing: (spacing ?? aspect).column,
    rowPixelSpacing: (spacing ?? aspect).row,
    invert: header.photometricInterpretation === 'MONOCHROME1',
    photometricInterpretation: components === 3 ? 'RGB' : header.photometricInterpretation,
    sizeInBytes: pixels.byteLength,
    voxelManager,
  };
}

function extent(values: ArrayLike<number>): { lower: number; upper: number } {
  let lower = values[0] ?? 0;
  let upper = lower;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < lower) lower = value;
    else if (value > upper) upper = value;
  }
  return { lower, upper };
}
