/** Where pixels are in the patient. Pure arithmetic without the DICOM parsers, so that the viewer can load it alone. */
export {
  directionLetters,
  type EdgeLabels,
  edgeLabels,
  edgeLabelsOfPatientOrientation,
  oppositeLetters,
  planeName,
} from './orientation.ts';
export {
  choosePixelSpacing,
  distanceMm,
  type ImagePoint,
  imageToPatient,
  type PixelSpacing,
  type SpacingBasis,
  type SpacingSource,
} from './pixel-spacing.ts';
export { orderSlices, type SliceGeometry, type SliceOrder } from './slice-order.ts';
export type { Vector3 } from './vector.ts';
