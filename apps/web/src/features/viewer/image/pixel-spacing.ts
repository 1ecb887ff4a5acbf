import { choosePixelSpacing } from '@readroom/dicom/geometry';
import type { DataSet } from 'dicom-parser';
import { code, number, numbers } from './attributes.ts';
import type { ImageHeader, RowColumn, UltrasoundRegion } from './image-header.ts';

const CENTIMETRES = 3;

/**
 * What one pixel measures and on whose word (PS3.3 10.7).
 *
 * @param pixelMeasures the functional group of the frame, for enhanced objects
 */
export function readSpacing(dataSet: DataSet, pixelMeasures: DataSet | null): Pick<ImageHeader, 'spacing' | 'spacingBasis'> {
  const chosen = choosePixelSpacing({
    modality: code(dataSet, 'x00080060'),
    pixelSpacing: (pixelMeasures && numbers(pixelMeasures, 'x00280030')) ?? numbers(dataSet, 'x00280030'),
    imagerPixelSpacing: numbers(dataSet, 'x00181164'),
    pixelSpacingCalibrationType: code(dataSet, 'x00280a02'),
    estimatedRadiographicMagnificationFactor: number(dataSet, 'x00181114'),
    nominalScannedPixelSpacing: numbers(dataSet, 'x00182010'),
  });
  if (!chosen) return { spacing: null, spacingBasis: null };
  return { spacing: { row: chosen.rowSpacing, column: chosen.columnSpacing }, spacingBasis: chosen.basis };
}

/** Pixel Aspect Ratio (0028,0034): vertical to horizontal, 1:1 when absent. */
export function readAspect(dataSet: DataSet): RowColumn {
  const [row, column] = numbers(dataSet, 'x00280034') ?? [];
  return row && column && row > 0 && column > 0 ? { row, column } : { row: 1, column: 1 };
}

/** The regions of an ultrasound image, each with its own scale: a sector, a Doppler trace, an ECG, a colour bar. */
export function readRegions(dataSet: DataSet): UltrasoundRegion[] {
  const items = dataSet.elements.x00186011?.items ?? [];
  return items.flatMap(({ dataSet: region }) => {
    const [left, top, right, bottom] = ['x00186018', 'x0018601a', 'x0018601c', 'x0018601e'].map((tag) => region?.uint32(tag));
    if (!region || left === undefined || top === undefined || right === undefined || bottom === undefined) return [];
    return [{ left, top, right, bottom, spacing: regionSpacing(region) }];
  });
}

function regionSpacing(region: DataSet): RowColumn | null {
  if (region.uint16('x00186024') !== CENTIMETRES || region.uint16('x00186026') !== CENTIMETRES) return null;
  const row = Math.abs(region.double('x0018602e') ?? 0) * 10;
  const column = Math.abs(region.double('x0018602c') ?? 0) * 10;
  return row > 0 && column > 0 ? { row, column } : null;
}
