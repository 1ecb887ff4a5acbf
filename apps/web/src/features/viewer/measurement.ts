import type { ImageHeader, MillimetreBasis } from './image/image-header.ts';

type Calibration = Pick<ImageHeader, 'spacing' | 'spacingBasis'>;

/** A place in an image: columns to the right and rows downwards, fractions allowed. */
export type PixelPoint = readonly [column: number, row: number];

/** What has to stand beside a length for it not to promise too much (PS3.3 10.7.1.3). Nothing for lengths that are true in the patient. */
const CAVEATS: Record<MillimetreBasis, string | null> = {
  patient: null,
  'ultrasound-region': null,
  'calibrated-geometry': 'calibrated by geometry',
  'calibrated-fiducial': 'calibrated by an object of known size',
  calibrated: 'calibrated',
  detector: 'at the detector: smaller in the patient',
  'magnification-corrected': 'magnification estimated',
  scanned: 'of the scanned film',
};

/** The lines beside a drawn length: millimetres where the image has a scale, pixels and a word about it where it has none. */
export function lengthText(from: PixelPoint, to: PixelPoint, { spacing, spacingBasis }: Calibration): string[] {
  const columns = to[0] - from[0];
  const rows = to[1] - from[1];
  if (!spacing || !spacingBasis) return [`${Math.hypot(columns, rows).toFixed(1)} px`, 'not calibrated'];
  const caveat = CAVEATS[spacingBasis];
  return [`${Math.hypot(columns * spacing.column, rows * spacing.row).toFixed(1)} mm`, ...(caveat ? [caveat] : [])];
}
