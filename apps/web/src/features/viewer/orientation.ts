import { type EdgeLabels, edgeLabels, edgeLabelsOfPatientOrientation } from '@readroom/dicom/geometry';
import type { ImageHeader } from './image/image-header.ts';

/** A step on the screen, in columns (to the right of the image) and rows (downwards in the image). */
export type ImageStep = readonly [columns: number, rows: number];

/** Letters at the edges of the image as stored: from its orientation in the patient, else from Patient Orientation. Null when neither is known. */
export function storedEdges(header: Pick<ImageHeader, 'orientation' | 'patientOrientation'>): EdgeLabels | null {
  return edgeLabels(header.orientation) ?? edgeLabelsOfPatientOrientation(header.patientOrientation);
}

/**
 * Letters at the edges of the screen, however the image is turned or mirrored.
 *
 * @param right where a step to the right on the screen leads in the image
 * @param down where a step downwards on the screen leads in the image
 */
export function screenEdges(stored: EdgeLabels, right: ImageStep, down: ImageStep): EdgeLabels {
  return {
    left: towards(stored, [-right[0], -right[1]]),
    right: towards(stored, right),
    top: towards(stored, [-down[0], -down[1]]),
    bottom: towards(stored, down),
  };
}

function towards(stored: EdgeLabels, [columns, rows]: ImageStep): string {
  if (Math.abs(columns) >= Math.abs(rows)) return columns > 0 ? stored.right : stored.left;
  return rows > 0 ? stored.bottom : stored.top;
}
