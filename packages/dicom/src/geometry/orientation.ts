import { orientationVectors, type Vector3 } from './vector.ts';

/** Letters at the four edges of an image. */
export interface EdgeLabels {
  left: string;
  right: string;
  top: string;
  bottom: string;
}

/** Below this share of a direction an axis is taken for rounding of the cosines, not for an oblique plane. */
const SMALLEST_SHARE = 1e-4;

/**
 * The letters of a direction: L/R, P/A and H/F in order of their share, e.g. `PH` = mostly to the back, a little to the head.
 * Letters and order as PatientOrientation (0020,0020) writes them (PS3.3 C.7.6.1.1.1).
 */
export function directionLetters([x, y, z]: Vector3): string {
  const axes: [share: number, letter: string][] = [
    [Math.abs(x), x > 0 ? 'L' : 'R'],
    [Math.abs(y), y > 0 ? 'P' : 'A'],
    [Math.abs(z), z > 0 ? 'H' : 'F'],
  ];
  return axes
    .filter(([share]) => share > SMALLEST_SHARE)
    .sort((a, b) => b[0] - a[0])
    .map(([, letter]) => letter)
    .join('');
}

/** The opposite direction's letters: `PH` -> `AF`. */
export function oppositeLetters(letters: string): string {
  const opposites: Record<string, string> = { L: 'R', R: 'L', P: 'A', A: 'P', H: 'F', F: 'H' };
  return [...letters].map((letter) => opposites[letter] ?? letter).join('');
}

/** Edge letters of an unrotated image from ImageOrientationPatient (PS3.3 C.7.6.2.1.1): rows run to the right, columns downwards. Null without a valid orientation. */
export function edgeLabels(imageOrientationPatient: readonly number[] | null): EdgeLabels | null {
  const vectors = orientationVectors(imageOrientationPatient);
  return vectors ? labels(directionLetters(vectors.row), directionLetters(vectors.column)) : null;
}

/** The same from PatientOrientation (row then column, e.g. `['L', 'F']`), which projection images carry instead. */
export function edgeLabelsOfPatientOrientation(patientOrientation: readonly string[] | null): EdgeLabels | null {
  const [row, column] = patientOrientation ?? [];
  return row && column && /^[LRPAHF]{1,3}$/.test(row) && /^[LRPAHF]{1,3}$/.test(column) ? labels(row, column) : null;
}

/** The plane a slice is nearest to; null without a valid orientation. */
export function planeName(imageOrientationPatient: readonly number[] | null): 'axial' | 'coronal' | 'sagittal' | null {
  const normal = orientationVectors(imageOrientationPatient)?.normal.map(Math.abs);
  if (!normal) return null;
  const [x = 0, y = 0, z = 0] = normal;
  if (z >= x && z >= y) return 'axial';
  return y >= x ? 'coronal' : 'sagittal';
}

function labels(right: string, bottom: string): EdgeLabels {
  return { left: oppositeLetters(right), right, top: oppositeLetters(bottom), bottom };
}
