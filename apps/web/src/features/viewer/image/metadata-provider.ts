import { Enums } from '@cornerstonejs/core';
import { planeName } from '@readroom/dicom/geometry';
import type { ImageHeader } from './image-header.ts';
import { loadedImage } from './image-loader.ts';

const { MetadataModules } = Enums;
/** Rows to the left of the patient, columns to the back: a plane to draw on when the image has none. */
const NO_ORIENTATION = [1, 0, 0, 0, 1, 0];

/** Answers Cornerstone's questions about an image of this viewer from its header; undefined for everything else, which other providers may answer. */
export function provideMetadata(module: string, imageId: unknown): unknown {
  const image = typeof imageId === 'string' ? loadedImage(imageId) : null;
  if (!image) return undefined;
  const { header } = image;
  switch (module) {
    case MetadataModules.IMAGE_PLANE:
      return imagePlane(header);
    case MetadataModules.IMAGE_PIXEL:
      return imagePixel(header, image.components);
    case MetadataModules.GENERAL_SERIES:
      return { modality: header.modality ?? 'OT', seriesInstanceUID: header.seriesInstanceUid, seriesNumber: header.seriesNumber };
    case MetadataModules.SOP_COMMON:
      return { sopInstanceUID: header.sopInstanceUid };
    case MetadataModules.VOI_LUT:
      return { windowCenter: [image.window.center], windowWidth: [image.window.width], voiLUTFunction: image.voiFunction };
    case MetadataModules.MODALITY_LUT:
      return { rescaleSlope: 1, rescaleIntercept: 0 };
    default:
      return undefined;
  }
}

function imagePlane(header: ImageHeader) {
  const { rows, columns, spacing, aspect, position } = header;
  const orientation = header.orientation && planeName(header.orientation) ? header.orientation : NO_ORIENTATION;
  const { row, column } = spacing ?? aspect;
  return {
    // Drawings belong to a frame of reference; without one an image stands for itself.
    frameOfReferenceUID: header.frameOfReferenceUid ?? header.sopInstanceUid,
    rows,
    columns,
    imageOrientationPatient: orientation,
    rowCosines: orientation.slice(0, 3),
    columnCosines: orientation.slice(3, 6),
    imagePositionPatient: position ?? [0, 0, 0],
    sliceThickness: header.sliceThickness ?? undefined,
    sliceLocation: header.sliceLocation ?? undefined,
    pixelSpacing: [row, column],
    rowPixelSpacing: row,
    columnPixelSpacing: column,
    usingDefaultValues: spacing === null,
  };
}

function imagePixel(header: ImageHeader, components: 1 | 3) {
  return {
    samplesPerPixel: components,
    photometricInterpretation: components === 3 ? 'RGB' : header.photometricInterpretation,
    rows: header.rows,
    columns: header.columns,
    bitsAllocated: components === 3 ? 8 : 16,
    bitsStored: components === 3 ? 8 : 16,
    highBit: components === 3 ? 7 : 15,
    pixelRepresentation: 0,
    planarConfiguration: 0,
  };
}
