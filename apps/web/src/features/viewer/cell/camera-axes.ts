import type { ImageStep, ScreenAxes } from '../orientation.ts';

type Vector = [number, number, number];

/**
 * Where the camera's up points and where it looks from, in the patient, for an image that lies on the screen as `axes` say.
 *
 * @param direction the row direction, then the column direction of the image, each three numbers
 */
export function cameraAxes(axes: ScreenAxes, direction: ArrayLike<number>): { up: Vector; normal: Vector } {
  const along = ([columns, rows]: ImageStep): Vector =>
    [0, 1, 2].map((axis) => columns * direction[axis]! + rows * direction[axis + 3]!) as Vector;
  const right = along(axes.right);
  const up = along([0 - axes.down[0], 0 - axes.down[1]]);
  return { up, normal: cross(right, up) };
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
