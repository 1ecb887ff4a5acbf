import { choosePixelSpacing } from '@readroom/dicom/geometry';
import type { DataSet } from 'dicom-parser';
import { code, number, numbers } from './attributes.ts';
import type { ImageHeader, RowColumn } from './image-header.ts';

const CENTIMETRES = 3;

/**
 * What one pixel measures and on whose word: the spacing attributes (PS3.3 10.7), or the one calibration that holds for all ultrasound regions (C.8.5.5).
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
  if (chosen) return { spacing: { row: chosen.rowSpacing, column: chosen.columnSpacing }, spacingBasis: chosen.basis };
  const ultrasound = ultrasoundSpacing(dataSet);
  return { spacing: ultrasound, spacingBasis: ultrasound && 'ultrasound-region' };
}

/** Pixel Aspect Ratio (0028,0034): vertical to horizontal, 1:1 when absent. */
export function readAspect(dataSet: DataSet): RowColumn {
  const [row, column] = numbers(dataSet, 'x00280034') ?? [];
  return row && column && row > 0 && column > 0 ? { row, column } : { row: 1, column: 1 };
}

/** Regions that disagree, or do not measure centimetres, leave the image without a scale: a length must not depend on where it is drawn without saying so. */
function ultrasoundSpacing(dataSet: DataSet): RowColumn | null {
  const regions = (dataSet.elements.x00186011?.items ?? []).map((item) => item.dataSet).filter((region) => region !== undefined);
  const spacings = regions.map((region) => {
    if (region.uint16('x00186024') !== CENTIMETRES || region.uint16('x00186026') !== CENTIMETRES) return null;
    return { row: Math.abs(region.double('x0018602e') ?? 0) * 10, column: Math.abs(region.double('x0018602c') ?? 0) * 10 };
  });
  const first = spacings[0];
  if (!first || !(first.row > 0 && first.column > 0)) return null;
  const agree = spacings.every((spacing) => spacing && close(spacing.row, first.row) && close(spacing.column, first.column));
  return agree ? first : null;
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}
