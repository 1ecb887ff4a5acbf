import { type EdgeLabels, edgeLabels, edgeLabelsOfPatientOrientation } from '@readroom/dicom/geometry';
import type { ImageHeader } from './image/image-header.ts';

/** A step on the screen, in columns (to the right of the image) and rows (downwards in the image). */
export type ImageStep = readonly [columns: number, rows: number];

/** How an image lies on the screen: where a step to the right and a step downwards on the screen lead in the image. */
export interface ScreenAxes {
  right: ImageStep;
  down: ImageStep;
}

/** As stored: columns to the right, rows downwards. */
export const UPRIGHT: ScreenAxes = { right: [1, 0], down: [0, 1] };

/** A quarter turn clockwise: what was on top comes to the right. */
export function turnedClockwise({ right, down }: ScreenAxes): ScreenAxes {
  return { right: opposite(down), down: right };
}

/** Left and right of the screen change places, however the image is turned. */
export function mirroredSideways({ right, down }: ScreenAxes): ScreenAxes {
  return { right: opposite(right), down };
}

/** Top and bottom of the screen change places. */
export function mirroredUpsideDown({ right, down }: ScreenAxes): ScreenAxes {
  return { right, down: opposite(down) };
}

/** Letters at the edges of the image as stored: from its orientation in the patient, else from Patient Orientation. Null when neither is known. */
export function storedEdges(header: Pick<ImageHeader, 'orientation' | 'patientOrientation'>): EdgeLabels | null {
  return edgeLabels(header.orientation) ?? edgeLabelsOfPatientOrientation(header.patientOrientation);
}

/** Letters at the edges of the screen, however the image is turned or mirrored. */
export function screenEdges(stored: EdgeLabels, { right, down }: ScreenAxes): EdgeLabels {
  return {
    left: towards(stored, opposite(right)),
    right: towards(stored, right),
    top: towards(stored, opposite(down)),
    bottom: towards(stored, down),
  };
}

function towards(stored: EdgeLabels, [columns, rows]: ImageStep): string {
  if (Math.abs(columns) >= Math.abs(rows)) return columns > 0 ? stored.right : stored.left;
  return rows > 0 ? stored.bottom : stored.top;
}

function opposite([columns, rows]: ImageStep): ImageStep {
  return [0 - columns, 0 - rows];
}
