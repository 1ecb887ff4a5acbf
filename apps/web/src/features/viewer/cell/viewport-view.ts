import type { Types } from '@cornerstonejs/core';
import type { EdgeLabels } from '@readroom/dicom/geometry';
import type { ImageHeader } from '../image/image-header.ts';
import { type ScreenAxes, screenEdges, storedEdges } from '../orientation.ts';
import { cameraAxes } from './camera-axes.ts';

/**
 * Points the camera so that the image lies as {@link ScreenAxes} say. The library's own flip flags are not used: combined with a rotation they do not survive a
 * change of image.
 */
export function pointCamera(viewport: Types.IStackViewport, axes: ScreenAxes): void {
  const direction = viewport.getImageData()?.direction;
  const { focalPoint, position } = viewport.getCamera();
  if (!direction || !focalPoint || !position) return;
  const { up, normal } = cameraAxes(axes, direction);
  const distance = Math.hypot(...focalPoint.map((value, axis) => value - position[axis]!));
  viewport.setCamera({
    viewUp: up,
    viewPlaneNormal: normal,
    focalPoint,
    position: focalPoint.map((value, axis) => value + normal[axis]! * distance) as Types.Point3,
  });
}

/** Shows a stack whole and upright by `axes`, then as `presentation` says. */
export function placeView(viewport: Types.IStackViewport, axes: ScreenAxes, { zoom, pan }: Types.ViewPresentation): void {
  viewport.resetCamera();
  pointCamera(viewport, axes);
  viewport.setViewPresentation({ zoom, pan });
  viewport.render();
}

/** How the image lies on the screen: CSS pixels an image pixel takes, and the letters at its edges. Null where nothing is drawn. */
export function measureView(
  viewport: Types.IStackViewport,
  element: HTMLElement,
  header: ImageHeader,
): { zoom: number; edges: EdgeLabels | null } | null {
  const imageData = viewport.getImageData()?.imageData;
  if (!imageData?.worldToIndex) return null;
  const { worldToIndex } = imageData;
  const middle: Types.Point2 = [element.clientWidth / 2, element.clientHeight / 2];
  const toIndex = (x: number, y: number) => worldToIndex(viewport.canvasToWorld([middle[0] + x, middle[1] + y])) as number[];
  const [at, toRight, toBottom] = [toIndex(0, 0), toIndex(10, 0), toIndex(0, 10)];
  const step = (to: number[]) => [to[0]! - at[0]!, to[1]! - at[1]!] as const;
  const right = step(toRight);
  const stored = storedEdges(header);
  return { zoom: 10 / Math.hypot(...right), edges: stored && screenEdges(stored, { right, down: step(toBottom) }) };
}

/** Whether the canvas has as many pixels as its place on the screen. */
export function isCanvasFitted(element: HTMLElement): boolean {
  const canvas = element.querySelector('canvas');
  const pixels = (length: number) => Math.round(length * window.devicePixelRatio);
  return !canvas || (canvas.width === pixels(canvas.clientWidth) && canvas.height === pixels(canvas.clientHeight));
}
