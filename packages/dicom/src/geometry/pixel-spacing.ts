import { orientationVectors, type Vector3 } from './vector.ts';

/** Where a pixel spacing comes from, so that a measurement can say what it measures (PS3.3 10.7.1.3). */
export type SpacingBasis =
  /** In the patient: cross-sectional images. */
  | 'patient'
  /** A projection image corrected for known geometry or by an object of known size, or corrected in a way that the file does not tell. */
  | 'calibrated-geometry'
  | 'calibrated-fiducial'
  | 'calibrated'
  /** At the detector's front plane: the patient is nearer to the source, so true sizes are smaller. */
  | 'detector'
  /** At the detector, divided by the estimated magnification. */
  | 'magnification-corrected'
  /** Of a digitised film or a scanned document. */
  | 'scanned';

export interface PixelSpacing {
  /** Distance between the centres of neighbouring rows (vertical), mm. */
  rowSpacing: number;
  /** Distance between the centres of neighbouring columns (horizontal), mm. */
  columnSpacing: number;
  basis: SpacingBasis;
}

export interface SpacingSource {
  modality: string | null;
  /** (0028,0030) */
  pixelSpacing: readonly number[] | null;
  /** (0018,1164) */
  imagerPixelSpacing?: readonly number[] | null;
  /** (0028,0A02) GEOMETRY or FIDUCIAL */
  pixelSpacingCalibrationType?: string | null;
  /** (0018,1114) */
  estimatedRadiographicMagnificationFactor?: number | null;
  /** (0018,2010) */
  nominalScannedPixelSpacing?: readonly number[] | null;
}

/** Images made by projection through the patient onto a detector. */
const PROJECTION = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX', 'RG', 'DR']);

/**
 * The pixel spacing that measurements are made with, or null: then only pixels can be counted (PS3.3 10.7.1.1 and 10.7.1.3).
 * A projection image whose PixelSpacing equals its ImagerPixelSpacing is not calibrated, whatever the calibration type says.
 */
export function choosePixelSpacing(source: SpacingSource): PixelSpacing | null {
  const spacing = pair(source.pixelSpacing);
  const imager = pair(source.imagerPixelSpacing);
  if (spacing && imager && !isSame(spacing, imager)) return { ...spacing, basis: calibrationBasis(source.pixelSpacingCalibrationType) };
  if (imager) return atDetector(imager, source.estimatedRadiographicMagnificationFactor);
  if (spacing) return projectionOrPatient(spacing, source);
  const scanned = pair(source.nominalScannedPixelSpacing);
  return scanned ? { ...scanned, basis: 'scanned' } : null;
}

function projectionOrPatient(spacing: { rowSpacing: number; columnSpacing: number }, source: SpacingSource): PixelSpacing {
  if (source.pixelSpacingCalibrationType) return { ...spacing, basis: calibrationBasis(source.pixelSpacingCalibrationType) };
  // Older CR and XA files write the detector's spacing as PixelSpacing and nothing else (10.7.1.3, note 1): claim no more than that.
  return { ...spacing, basis: PROJECTION.has(source.modality ?? '') ? 'detector' : 'patient' };
}

function atDetector(imager: { rowSpacing: number; columnSpacing: number }, magnification: number | null | undefined): PixelSpacing {
  if (!magnification || magnification <= 0) return { ...imager, basis: 'detector' };
  return {
    rowSpacing: imager.rowSpacing / magnification,
    columnSpacing: imager.columnSpacing / magnification,
    basis: 'magnification-corrected',
  };
}

function calibrationBasis(type: string | null | undefined): SpacingBasis {
  if (type === 'GEOMETRY') return 'calibrated-geometry';
  return type === 'FIDUCIAL' ? 'calibrated-fiducial' : 'calibrated';
}

function pair(values: readonly number[] | null | undefined): { rowSpacing: number; columnSpacing: number } | null {
  const [rowSpacing, columnSpacing] = values ?? [];
  return rowSpacing && columnSpacing && rowSpacing > 0 && columnSpacing > 0 ? { rowSpacing, columnSpacing } : null;
}

function isSame(a: { rowSpacing: number; columnSpacing: number }, b: { rowSpacing: number; columnSpacing: number }): boolean {
  return Math.abs(a.rowSpacing - b.rowSpacing) < 1e-6 && Math.abs(a.columnSpacing - b.columnSpacing) < 1e-6;
}

/** A place in an image, counted from the centre of the first pixel: column to the right, row downwards. */
export interface ImagePoint {
  column: number;
  row: number;
}

/** Distance in mm between two places of one image. */
export function distanceMm(
  a: ImagePoint,
  b: ImagePoint,
  { rowSpacing, columnSpacing }: Pick<PixelSpacing, 'rowSpacing' | 'columnSpacing'>,
): number {
  return Math.hypot((b.column - a.column) * columnSpacing, (b.row - a.row) * rowSpacing);
}

/** Where a place of an image lies in the patient, mm (PS3.3 equation C.7.6.2.1-1); null without a valid orientation. */
export function imageToPatient(
  { column, row }: ImagePoint,
  plane: {
    imagePositionPatient: Vector3;
    imageOrientationPatient: readonly number[];
    pixelSpacing: readonly [rowSpacing: number, columnSpacing: number];
  },
): Vector3 | null {
  const vectors = orientationVectors(plane.imageOrientationPatient);
  if (!vectors) return null;
  const [rowSpacing, columnSpacing] = plane.pixelSpacing;
  const at = (axis: 0 | 1 | 2) =>
    plane.imagePositionPatient[axis] + vectors.row[axis] * columnSpacing * column + vectors.column[axis] * rowSpacing * row;
  return [at(0), at(1), at(2)];
}
