import type { SpacingBasis } from '@readroom/dicom/geometry';
import type { ImageHeader, RowColumn, UltrasoundRegion } from './image/image-header.ts';

type Calibration = Pick<ImageHeader, 'spacing' | 'spacingBasis' | 'regions'>;

/** A place in an image: columns to the right and rows downwards, fractions allowed. */
export type PixelPoint = readonly [column: number, row: number];

/** What has to stand beside a length for it not to promise too much (PS3.3 10.7.1.3). Nothing for lengths that are true in the patient. */
const CAVEATS: Record<SpacingBasis, string | null> = {
  patient: null,
  'calibrated-geometry': 'calibrated by geometry',
  'calibrated-fiducial': 'calibrated by an object of known size',
  calibrated: 'calibrated',
  detector: 'at the detector: smaller in the patient',
  'magnification-corrected': 'magnification estimated',
  scanned: 'of the scanned film',
};

/** The lines beside a drawn length: millimetres where the image has a scale, pixels and a word about it where it has none. */
export function lengthText(from: PixelPoint, to: PixelPoint, { spacing, spacingBasis, regions }: Calibration): string[] {
  const columns = to[0] - from[0];
  const rows = to[1] - from[1];
  const scale = spacing ?? regionScale(from, to, regions);
  if (!scale) return [`${Math.hypot(columns, rows).toFixed(1)} px`, 'not calibrated'];
  const caveat = spacingBasis && CAVEATS[spacingBasis];
  return [`${Math.hypot(columns * scale.column, rows * scale.row).toFixed(1)} mm`, ...(caveat ? [caveat] : [])];
}

/** The scale of the regions that hold both ends: all of them must measure lengths, and agree, for there to be one. */
function regionScale(from: PixelPoint, to: PixelPoint, regions: readonly UltrasoundRegion[]): RowColumn | null {
  const holders = regions.filter((region) => holds(region, from) && holds(region, to));
  const first = holders[0]?.spacing ?? null;
  const agree = holders.every(
    ({ spacing }) => spacing && first && isClose(spacing.row, first.row) && isClose(spacing.column, first.column),
  );
  return agree ? first : null;
}

function holds({ left, top, right, bottom }: UltrasoundRegion, [column, row]: PixelPoint): boolean {
  return column >= left && column <= right && row >= top && row <= bottom;
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(a, b);
}
